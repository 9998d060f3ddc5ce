// Serves one Web API request, misbehaving where a fault says so, and keeps a record of it.
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { ApiCall } from "../log-types.ts";
import { makeToken } from "../workspace/ids.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { callMethod, type Result } from "./call-method.ts";
import type { Fault, FaultBook } from "./fault-book.ts";
import type { Limiter } from "./limiter.ts";
import { refuse } from "./method.ts";
import { type Call, readCall } from "./read-call.ts";

export type ApiDeps = {
  readonly ws: Workspace;
  readonly limiter: Limiter;
  readonly faults: FaultBook;
  readonly calls: ApiCall[];
};

const keptCalls = 5000;

export async function serveCall(
  deps: ApiDeps,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const call = await readCall(request, url);
  const channel = call.ok ? (call.args.text("channel") ?? call.args.text("channel_id")) : undefined;
  const fault = deps.faults.take(call.method, channel);
  const result =
    fault === undefined ? callMethod(deps.ws, deps.limiter, call) : misbehave(deps, fault, call);
  record(deps, call, result, fault);
  if (fault?.kind === "delay") {
    await wait(fault.milliseconds);
  }
  if (fault?.kind === "lose-answer") {
    request.socket.destroy();
    return;
  }
  send(response, result, fault);
}

function misbehave(deps: ApiDeps, fault: Fault, call: Call): Result {
  switch (fault.kind) {
    case "rate-limit":
      return {
        status: 429,
        answer: refuse("ratelimited"),
        headers: { "retry-after": String(fault.retryAfter) },
      };
    case "fail":
      return { status: fault.status, answer: refuse("fault"), headers: {} };
    case "error":
      return { status: 200, answer: refuse(fault.code), headers: {} };
    case "lose-answer":
    case "delay":
      return callMethod(deps.ws, deps.limiter, call);
  }
}

function record(
  { ws, calls }: ApiDeps,
  call: Call,
  { status, answer }: Result,
  fault: Fault | undefined,
): void {
  calls.push({
    id: (calls.at(-1)?.id ?? 0) + 1,
    method: call.method,
    args: call.ok ? call.args.raw : {},
    at: ws.time.now(),
    status,
    response: answer,
    ...(fault === undefined ? {} : { fault: fault.kind }),
  });
  if (calls.length > keptCalls) {
    calls.shift();
  }
}

function send(
  response: ServerResponse,
  { status, answer, headers }: Result,
  fault: Fault | undefined,
): void {
  const isBroken = fault?.kind === "fail";
  response.writeHead(status, {
    "content-type": isBroken ? "text/html" : "application/json; charset=utf-8",
    "x-slack-req-id": makeToken(16),
    ...headers,
  });
  response.end(
    isBroken ? `<html><body>Server error ${status}</body></html>` : JSON.stringify(answer),
  );
}
