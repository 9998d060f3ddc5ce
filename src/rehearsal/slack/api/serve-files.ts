// Takes the bytes of an upload and gives the bytes of a file.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Workspace } from "../workspace/workspace.ts";
import { readBody } from "./read-call.ts";

export async function serveUpload(
  ws: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const key = url.pathname.slice("/upload/v1/".length);
  const file = ws.store.rows("files", "").find((candidate) => candidate.uploadKey === key);
  const bytes = await readUpload(request);
  if (file === undefined || file.isComplete) {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("no such upload");
    return;
  }
  ws.store.put("files", "", file.id, {
    ...file,
    size: bytes.length,
    content: bytes.toString("base64"),
    isUploaded: true,
  });
  response.writeHead(200, { "content-type": "text/plain" });
  response.end(`OK - ${bytes.length}`);
}

/** Raw bytes, or the file of a form. */
async function readUpload(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request);
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) {
    return body;
  }
  const form = await new Response(body, { headers: { "content-type": type } }).formData();
  for (const [, value] of form) {
    if (typeof value !== "string") {
      return Buffer.from(await value.arrayBuffer());
    }
  }
  return Buffer.alloc(0);
}

/** Needs the bot's token, as Slack's private addresses do. */
export function serveFile(
  ws: Workspace,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const [, , place = ""] = url.pathname.split("/");
  const file = ws.store.get("files", "", place.slice(place.indexOf("-") + 1));
  const isAllowed =
    request.headers.authorization === `Bearer ${ws.app.botToken}` &&
    ws.app.scopes.includes("files:read");
  if (!file?.isComplete || !isAllowed) {
    response.writeHead(file?.isComplete ? 403 : 404, { "content-type": "text/plain" });
    response.end(file?.isComplete ? "forbidden" : "not found");
    return;
  }
  response.writeHead(200, { "content-type": file.mimetype });
  response.end(Buffer.from(file.content, "base64"));
}
