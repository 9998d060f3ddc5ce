// Owns the shop's HTTP API, the contract that runbooks and muster.yml are written against:
//   GET  /healthz                               {ok}
//   GET  /v1/metrics                            current figures
//   GET  /v1/routes, /v1/routes/:gateway        {gateway, fallback, fallback_pct, revision}
//   PUT  /v1/routes/:gateway                    body {fallback?, fallback_pct?}: an absolute set
//   GET  /v1/gateways/:gateway/synthetic-auth   {gateway, ok_pct}
//   GET  /v1/log                                every changing request with its key
//   GET|POST /api/v1/query?query=…              Prometheus's instant query
//   GET  /graph?g0.expr=…                       where an alert's generatorURL leads: all series now
// PUT honours `Idempotency-Key` and, when the shop has a token, needs `Authorization: Bearer`.
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type Answer, ok, refusal, writeAnswer } from "./answer.ts";
import { answerQuery, listSeries } from "./prometheus-api.ts";
import { changeRoute, isGateway } from "./routing.ts";
import type { ShopCore } from "./shop-core.ts";
import { gateways, type LoggedRequest, type ShopFault } from "./types.ts";

export type ApiDeps = {
  readonly core: ShopCore;
  readonly token: string | undefined;
  /** The fault the next changing request has to show, if any; each call uses one up. */
  readonly takeFault: () => ShopFault | undefined;
};

type Call = {
  readonly method: string;
  readonly path: readonly string[];
  readonly url: URL;
  readonly body: string;
  readonly req: IncomingMessage;
};

const maxBodyBytes = 64 * 1024;

export function createHttpApi(deps: ApiDeps): RequestListener {
  return (req, res) => {
    respond(deps, req, res).catch((error: unknown) => {
      if (!res.headersSent) writeAnswer(res, refusal(500, String(error)));
    });
  };
}

async function respond(deps: ApiDeps, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? "/", "http://shop");
  const body = await readBody(req);
  if (body === undefined) return writeAnswer(res, refusal(413, `body above ${maxBodyBytes} bytes`));
  const path = url.pathname.split("/").filter((part) => part !== "");
  const call: Call = { method: req.method ?? "GET", path, url, body, req };
  if (call.method === "PUT" && path[0] === "v1" && path[1] === "routes") {
    return putRoute(deps, call, res);
  }
  writeAnswer(res, answerRead(deps, call));
}

function answerRead({ core }: ApiDeps, { method, path, url, body }: Call): Answer {
  const route = `/${path.join("/")}`;
  if (route === "/api/v1/query" && (method === "GET" || method === "POST")) {
    const form = new URLSearchParams(body);
    const query = url.searchParams.get("query") ?? form.get("query") ?? "";
    return answerQuery(query, core.figures(), core.now());
  }
  if (method !== "GET") return refusal(405, `${method} ${route} is not offered`);
  if (route === "/healthz") return ok({ ok: core.figures().checkout["5xx_pct"] < 5 });
  if (route === "/v1/metrics") return ok(core.figures());
  if (route === "/graph") {
    const expression = url.searchParams.get("g0.expr");
    return ok({ expression, now: core.now(), series: listSeries(core.figures()) });
  }
  if (route === "/v1/log") return ok({ requests: core.state().log });
  if (route === "/v1/routes") return ok({ routes: Object.values(core.state().routes) });
  return answerGateway(core, path);
}

function answerGateway(core: ShopCore, [version, noun, gateway, verb]: readonly string[]): Answer {
  if (version !== "v1" || (noun !== "routes" && noun !== "gateways")) {
    return refusal(404, "no such path; see /v1/routes, /v1/metrics, /v1/log, /api/v1/query");
  }
  if (!isGateway(gateway)) return refusal(404, noGateway(gateway));
  if (noun === "routes" && verb === undefined) return ok(core.state().routes[gateway]);
  if (noun === "gateways" && verb === "synthetic-auth") {
    const isBroken = core.state().troubles.includes(gateway);
    return ok({ gateway, ok_pct: isBroken ? 6 : 99.4 });
  }
  return refusal(404, `no such path under ${noun}/${gateway}`);
}

function putRoute(deps: ApiDeps, call: Call, res: ServerResponse): void {
  if (!isAllowed(call.req, deps.token)) {
    writeAnswer(res, refusal(401, "missing or wrong Authorization: Bearer token"));
    return;
  }
  const fault = deps.takeFault();
  if (typeof fault === "object") {
    log(deps.core, call, { status: fault.status, changed: false, replayed: false });
    writeAnswer(res, refusal(fault.status, "the shop is told to misbehave"));
    return;
  }
  const { answer, replayed } = carryOut(deps.core, call);
  if (fault === "lose-answer") res.destroy();
  else writeAnswer(res, answer, replayed);
}

function carryOut(core: ShopCore, call: Call): { answer: Answer; replayed: boolean } {
  const key = keyOf(call);
  const request = `${call.method} /${call.path.join("/")} ${call.body}`;
  const stored = key ? core.state().answers[key] : undefined;
  if (stored && stored.request !== request) {
    const answer = refusal(422, `Idempotency-Key ${key} was used for another request`);
    log(core, call, { status: answer.status, changed: false, replayed: false });
    return { answer, replayed: false };
  }
  if (stored) {
    log(core, call, { status: stored.status, changed: false, replayed: true });
    return { answer: stored, replayed: true };
  }
  const { answer, changed } = applyRoute(core, call);
  log(core, call, { status: answer.status, changed, replayed: false }, { ...answer, request });
  return { answer, replayed: false };
}

function applyRoute(core: ShopCore, { path, body }: Call): { answer: Answer; changed: boolean } {
  const gateway = path[2];
  if (!isGateway(gateway) || path.length !== 3) {
    return { answer: refusal(404, noGateway(gateway)), changed: false };
  }
  const parsed = parseJson(body);
  if (!parsed.ok) {
    return { answer: refusal(400, `the body is not JSON: ${body.slice(0, 80)}`), changed: false };
  }
  const current = core.state().routes[gateway];
  const change = changeRoute(current, parsed.value);
  if (!change.ok) return { answer: change.answer, changed: false };
  const changed = change.route.revision !== current.revision;
  if (changed) core.record({ kind: "route", route: change.route });
  return { answer: ok(change.route), changed };
}

function log(
  core: ShopCore,
  call: Call,
  outcome: Pick<LoggedRequest, "status" | "changed" | "replayed">,
  answer?: Answer & { readonly request: string },
): void {
  const parsed = parseJson(call.body);
  core.record({
    kind: "request",
    request: {
      at: core.now().toISOString(),
      method: call.method,
      path: `/${call.path.join("/")}`,
      key: keyOf(call),
      body: parsed.ok ? parsed.value : call.body,
      ...outcome,
    },
    ...(answer ? { answer } : {}),
  });
}

function keyOf({ req }: Call): string | null {
  const key = req.headers["idempotency-key"];
  return typeof key === "string" && key !== "" ? key : null;
}

function isAllowed(req: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const given = Buffer.from(req.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // Not JSON is an answer of its own, told by the caller with the text.
    return { ok: false };
  }
}

async function readBody(req: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function noGateway(given: string | undefined): string {
  return `no gateway ${JSON.stringify(given ?? "")}; there are ${gateways.join(", ")}`;
}
