// A Slack of its own, written from docs.slack.dev: serves the Web API, judges every call, sends what people do.
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Thing } from "./block-rules.ts";
import { judgeCall } from "./judge-call.ts";
import { createWorkspace, type Member, type Workspace } from "./slack-workspace.ts";

export const TOKEN = "xoxb-very-secret-slack-token";
export const SIGNING_SECRET = "very-secret-signing-secret";

export type SlackPeer = AsyncDisposable &
  Pick<Workspace, "said" | "views" | "whispers"> & {
    readonly apiUrl: string;
    readonly calls: readonly { readonly method: string; readonly args: Thing }[];
    /** Everything that Slack would have refused, and what a stranger's text did that it must not. */
    readonly faults: readonly string[];
    /** Resolves when something is called. */
    called(): Promise<void>;
    /** A command (a form), or an interaction. */
    send(muster: string, payload: Thing | URLSearchParams): Promise<Response>;
    /** A view that came in the answer to a submission. */
    show(view: Thing): void;
    responseUrl(): string;
    /** Ahead of the machine's clock. */
    setAhead(ms: number): void;
    aheadMs(): number;
  };

const SCOPES: Readonly<Record<string, string>> = {
  "conversations.open": "im:write",
  "conversations.history": "channels:history",
  "conversations.replies": "channels:history",
  "conversations.join": "channels:join",
  "bookmarks.list": "bookmarks:read",
};

/** `withheld`: scopes that this installation did not get. */
export async function openSlackPeer(
  members: readonly Member[],
  withheld: readonly string[],
): Promise<SlackPeer> {
  const { said, views, whispers, triggers, answer } = createWorkspace(members);
  const calls: { method: string; args: Thing }[] = [];
  const faults: string[] = [];
  let called = Promise.withResolvers<void>();
  let aheadMs = 0;

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const path = request.url ?? "";
      const said = path.startsWith("/respond/") ? hear(body) : call(path, request, body);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(said));
      called.resolve();
      called = Promise.withResolvers();
    });
  });

  function hear(body: string): Thing {
    whispers.push(body);
    faults.push(...judgeCall("response_url", JSON.parse(body) as Thing));
    return { ok: true };
  }

  function call(path: string, request: IncomingMessage, body: string): Thing {
    const method = path.replace("/api/", "");
    const args = readArgs(request, body);
    calls.push({ method, args });
    if (request.headers.authorization !== `Bearer ${TOKEN}`) faults.push(`${method}: no token`);
    const needed = SCOPES[method];
    if (needed && withheld.includes(needed)) return { ok: false, error: "missing_scope", needed };
    faults.push(...judgeCall(method, args));
    return answer(method, args);
  }

  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    ...{ calls, faults, said, views, whispers },
    apiUrl: `${origin()}/api/`,
    called: async () => await called.promise,
    send: async (muster, payload) => {
      const isForm = payload instanceof URLSearchParams;
      const trigger = isForm ? payload.get("trigger_id") : payload["trigger_id"];
      triggers.add(String(trigger));
      const form = isForm ? payload : new URLSearchParams({ payload: JSON.stringify(payload) });
      return await post(`${muster}/slack/events`, form.toString(), aheadMs);
    },
    setAhead: (ms) => {
      aheadMs = ms;
    },
    aheadMs: () => aheadMs,
    show: (view) => {
      faults.push(...judgeCall("response_action", { view }));
      views.push({ ...view, id: `V${views.length + 1}` });
    },
    responseUrl: () => `${origin()}/respond/${randomUUID()}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function post(url: string, body: string, aheadMs: number): Promise<Response> {
  const at = String(Math.floor((Date.now() + aheadMs) / 1000));
  const digest = createHmac("sha256", SIGNING_SECRET).update(`v0:${at}:${body}`).digest("hex");
  return await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": at,
      "x-slack-signature": `v0=${digest}`,
    },
    body,
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

const STRUCTURED = new Set(["blocks", "view", "metadata", "files", "attachments"]);

function readArgs(request: IncomingMessage, body: string): Thing {
  if (request.headers["content-type"]?.includes("json")) return JSON.parse(body) as Thing;
  const read = [...new URLSearchParams(body)].map(([key, value]) => [
    key,
    STRUCTURED.has(key) ? (JSON.parse(value) as unknown) : value,
  ]);
  return Object.fromEntries(read) as Thing;
}
