// Owns the one HTTP server of the workspace and says which address does what.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

export type Routes = {
  /** During an outage every connection is cut but those of the switch that ends it. */
  isOut(): boolean;
  isSwitch(path: string): boolean;
  serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void;
};

export type Listening = AsyncDisposable & { readonly origin: string; cutAll(): void };

export async function listen(host: string, port: number, routes: Routes): Promise<Listening> {
  const sockets = new Set<Duplex>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://slack.local");
    if (routes.isSwitch(url.pathname)) {
      sockets.delete(request.socket);
    } else if (routes.isOut()) {
      request.socket.destroy();
      return;
    }
    routes.serve(request, response, url).catch((error: unknown) => fail(response, error));
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request, socket, head) => {
    const url = new URL(request.url ?? "/", "http://slack.local");
    if (routes.isOut()) {
      socket.destroy();
      return;
    }
    routes.upgrade(request, socket, head, url);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const cutAll = () => {
    for (const socket of sockets) {
      socket.destroy();
    }
  };
  return {
    origin: originOf(server, host),
    cutAll,
    [Symbol.asyncDispose]: () => close(server, cutAll),
  };
}

/** A caller that hung up is nobody's fault; anything else is a fault of this workspace, and says so. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed || response.headersSent) {
    response.destroy();
    return;
  }
  const detail = error instanceof Error ? error.stack : String(error);
  response.writeHead(500, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify({ ok: false, error: "fatal_error", detail }));
}

function originOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function close(server: Server, cutAll: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    cutAll();
  });
}
