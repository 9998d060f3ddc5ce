// Takes every request to the shop: finds whose it is, and lets faults, keys and the log work alike for all.

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { createShopApi, isQuery } from "./admin/shop-api.ts";
import { type Answer, refusal, writeAnswer } from "./answer.ts";
import { type Call, keyOf, parseJson, pathOf, readCall } from "./call.ts";
import { createGithub, type GithubDeps } from "./github/github-api.ts";
import { createLaunchDarkly } from "./launchdarkly/launchdarkly-api.ts";
import type { Service } from "./service.ts";
import type { ShopCore } from "./shop-core.ts";
import type { LoggedRequest, ShopFault, ShopTokens } from "./types.ts";
import { createUnleash } from "./unleash/unleash-api.ts";

export type ApiDeps = {
  readonly core: ShopCore;
  readonly token: string | undefined;
  readonly tokens: ShopTokens;
  readonly github: GithubDeps;
  /** The fault this changing request has to show, if any; each call uses one up. */
  readonly takeFault: (call: Call) => ShopFault | undefined;
};

type Context = {
  readonly core: ShopCore;
  readonly service: Service;
  readonly takeFault: ApiDeps["takeFault"];
};

export function createHttpApi(deps: ApiDeps): RequestListener {
  const find = services(deps);
  return (req, res) => {
    respond(deps, find, { req, res }).catch((error: unknown) => {
      if (!res.headersSent) writeAnswer(res, refusal(500, String(error)));
    });
  };
}

/** By the first parts of the path; what is nobody's is the shop's own. */
function services({ token, tokens, github }: ApiDeps): (call: Call) => Service {
  const shop = createShopApi(token);
  const foreign: Readonly<Record<string, Service>> = {
    "api/admin": createUnleash(tokens.unleash),
    "api/v2": createLaunchDarkly(tokens.launchdarkly),
    "api/v3": createGithub(github),
  };
  return ({ path }) => foreign[path.slice(0, 2).join("/")] ?? shop;
}

async function respond(
  { core, takeFault }: ApiDeps,
  find: (call: Call) => Service,
  { req, res }: { readonly req: IncomingMessage; readonly res: ServerResponse },
): Promise<void> {
  const call = await readCall(req);
  if (!call) return writeAnswer(res, refusal(413, "body above 64 KiB"));
  core.settle();
  const service = find(call);
  const finish = (answer: Answer) => service.finish?.(core, call, answer) ?? answer;
  const denied = service.admit(core, call);
  if (denied) return writeAnswer(res, finish(denied));
  const isRead = call.method === "GET" || call.method === "HEAD" || isQuery(call);
  if (isRead) return writeAnswer(res, finish(service.read(core, call)));
  await respondToChange({ core, service, takeFault }, call, res);
}

async function respondToChange(ctx: Context, call: Call, res: ServerResponse): Promise<void> {
  const { service } = ctx;
  const fault = ctx.takeFault(call);
  const finish = (answer: Answer) => service.finish?.(ctx.core, call, answer) ?? answer;
  if (typeof fault === "object" && "status" in fault) {
    log(ctx, call, { status: fault.status, changed: false, replayed: false });
    return writeAnswer(res, finish(service.fail(fault.status, "the shop is told to misbehave")));
  }
  const { answer: plain, replayed } = carryOut(ctx, call);
  const answer = finish(plain);
  if (fault === "lose-answer") {
    res.destroy();
    return;
  }
  if (fault) await wait(fault.delayMs);
  if (!res.destroyed) writeAnswer(res, answer, replayed);
}

function carryOut(ctx: Context, call: Call): { answer: Answer; replayed: boolean } {
  const { core, service } = ctx;
  const key = service.honoursKeys ? keyOf(call) : null;
  const request = `${call.method} ${pathOf(call)} ${call.body}`;
  const stored = key ? core.state().answers[key] : undefined;
  if (stored && stored.request !== request) {
    const answer = refusal(422, `Idempotency-Key ${key} was used for another request`);
    log(ctx, call, { status: answer.status, changed: false, replayed: false });
    return { answer, replayed: false };
  }
  if (stored) {
    log(ctx, call, { status: stored.status, changed: false, replayed: true });
    return { answer: stored, replayed: true };
  }
  const { answer, entries, event, isChanged = false } = service.change(core, call);
  for (const entry of entries) core.record(entry);
  if (event !== undefined) core.tell(event);
  const outcome = {
    status: answer.status,
    changed: isChanged || entries.length > 0,
    replayed: false,
  };
  log(ctx, call, outcome, key ? { ...answer, request } : undefined);
  return { answer, replayed: false };
}

function log(
  { core, service }: Context,
  call: Call,
  outcome: Pick<LoggedRequest, "status" | "changed" | "replayed">,
  answer?: Answer & { readonly request: string },
): void {
  const parsed = parseJson(call.body);
  core.record({
    kind: "request",
    request: {
      at: core.now().toISOString(),
      service: service.name,
      method: call.method,
      path: pathOf(call),
      key: keyOf(call),
      body: parsed.ok ? parsed.value : call.body,
      ...outcome,
    },
    ...(answer ? { answer } : {}),
  });
}
