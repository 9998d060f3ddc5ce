// The switchboard over HTTP: POST /rehearsal/faults {"fault": "rateLimit", "method": "chat.postMessage", ...}.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultScope, Faults } from "../fault-types.ts";
import { readBody } from "./read-call.ts";
import { readJson } from "./read-json.ts";

type Order = FaultScope & {
  readonly fault?: string;
  readonly method?: string;
  readonly retryAfter?: number;
  readonly status?: number;
  readonly code?: string;
  readonly milliseconds?: number;
  readonly on?: boolean;
  readonly socket?: number;
};

export async function serveFaults(
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = (status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
    response.end(JSON.stringify(body));
  };
  if (request.method === "GET") {
    answer(200, { ok: true, faults: faults.list() });
    return;
  }
  // Only JSON: a page of another origin cannot send that without being asked first.
  if (!request.headers["content-type"]?.startsWith("application/json")) {
    answer(415, { ok: false, error: "send JSON: content-type application/json" });
    return;
  }
  const given = readJson((await readBody(request)).toString()) as Order | undefined;
  const wrong = given === undefined ? "the body is not a JSON object" : order(faults, given);
  answer(
    wrong === undefined ? 200 : 400,
    wrong === undefined ? { ok: true, faults: faults.list() } : { ok: false, error: wrong },
  );
}

function order(faults: Faults, { fault, method = "*", ...rest }: Order): string | undefined {
  const { times, channel } = rest;
  const scope = {
    ...(times === undefined ? {} : { times }),
    ...(channel === undefined ? {} : { channel }),
  };
  const known: Readonly<Record<string, () => void>> = {
    rateLimit: () => faults.rateLimit(method, { ...scope, retryAfter: rest.retryAfter ?? 1 }),
    fail: () => faults.fail(method, { ...scope, status: rest.status ?? 500 }),
    error: () => faults.error(method, rest.code ?? "internal_error", scope),
    loseAnswer: () => faults.loseAnswer(method, scope),
    delay: () => faults.delay(method, rest.milliseconds ?? 1000, scope),
    outage: () => faults.outage(rest.on ?? true),
    deliverTwice: () => faults.deliverTwice(times ?? 1),
    dropSocket: () => faults.dropSocket(rest.socket ?? 0),
    refreshSocket: () => faults.refreshSocket(rest.socket ?? 0),
    clear: () => faults.clear(),
  };
  const run = known[fault ?? ""];
  if (run === undefined) {
    return `unknown fault "${fault}" in the field fault; write one of ${Object.keys(known).join(", ")}`;
  }
  run();
  return undefined;
}
