// A local HTTP server that remembers every call and answers as it is told.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

export type PeerCall = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** Undefined where the body is no JSON. */
  readonly body?: unknown;
};

export type PeerAnswer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown;
};

export type Peer = { readonly url: string; readonly calls: readonly PeerCall[] };

/** `drop`: the line breaks after the call arrived. `hang`: no answer ever comes. */
export type PeerReply = PeerAnswer | "drop" | "hang";

export async function startPeer(
  t: Pick<TestContext, "after">,
  answer: (call: PeerCall) => PeerReply | Promise<PeerReply>,
): Promise<Peer> {
  const calls: PeerCall[] = [];
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    calls.push(call);
    const reply = await answer(call);
    if (reply === "drop") return void request.socket.destroy();
    if (reply === "hang") return;
    const { status = 200, headers = {}, body } = reply;
    const isText = typeof body === "string" || body === undefined;
    const type = isText ? "text/plain" : "application/json; charset=utf-8";
    response.writeHead(status, { ...(body !== undefined && { "content-type": type }), ...headers });
    response.end(isText ? body : JSON.stringify(body));
  }
  // A test that fails before its end must not keep the others waiting.
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

async function readCall(request: IncomingMessage): Promise<PeerCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const url = new URL(request.url ?? "/", "http://peer");
  return {
    method: request.method ?? "",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers as Record<string, string | undefined>,
    text,
    ...(text.startsWith("{") || text.startsWith("[") ? { body: JSON.parse(text) } : {}),
  };
}
