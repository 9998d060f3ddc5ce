// Says which address of the server does what.
import type { IncomingMessage, ServerResponse } from "node:http";
import { respond } from "../delivery/response-urls.ts";
import type { Sockets } from "../delivery/sockets.ts";
import type { Faults } from "../fault-types.ts";
import type { Routes } from "./listen.ts";
import { readBody } from "./read-call.ts";
import { readJson } from "./read-json.ts";
import { type ApiDeps, serveCall } from "./serve-call.ts";
import { serveFaults } from "./serve-faults.ts";
import { serveFile, serveUpload } from "./serve-files.ts";

export function createRoutes(deps: ApiDeps, sockets: Sockets, switchboard: Faults): Routes {
  return {
    isOut: () => deps.faults.isOut,
    isSwitch: (path) => path === "/rehearsal/faults",
    serve: (request, response, url) => {
      const [, area] = url.pathname.split("/");
      switch (area) {
        case "api":
          return serveCall(deps, request, response, url);
        case "response":
          return serveResponse(deps, request, response, url);
        case "upload":
          return serveUpload(deps.ws, request, response, url);
        case "files-pri":
          serveFile(deps.ws, request, response, url);
          return Promise.resolve();
        case "rehearsal":
          return serveFaults(switchboard, request, response);
        default:
          response.writeHead(404, { "content-type": "text/plain" });
          response.end("not found");
          return Promise.resolve();
      }
    },
    upgrade: (request, socket, head, url) => {
      if (url.pathname !== "/link/") {
        socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
        return;
      }
      sockets.accept(request, socket, head, url);
    },
  };
}

async function serveResponse(
  { ws }: ApiDeps,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const id = url.pathname.slice("/response/".length);
  const body = readJson((await readBody(request)).toString());
  const { answer } =
    body === undefined
      ? { answer: { ok: false, error: "invalid_payload" } }
      : respond(ws, id, body);
  if (answer.ok) {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("ok");
    return;
  }
  const isGone = ["invalid_url", "expired_url", "used_url"].includes(answer.error ?? "");
  response.writeHead(isGone ? 404 : 400, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(answer));
}
