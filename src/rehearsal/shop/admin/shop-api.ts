// Owns the shop's own HTTP API, the contract that runbooks and muster.yml are written against:
//   GET  /healthz                    {ok}
//   GET  /shop                       what a customer finds: {ok, mode, release, features}
//   GET  /v1/metrics                 current figures
//   GET  /v1/log                     every changing request with its key
//   GET|POST /api/v1/query?query=…   Prometheus's instant query
//   GET  /graph?g0.expr=…            where an alert's generatorURL leads: all series now
// and under /v1 what each of the resources below says at its head.
// Changes honour `Idempotency-Key` and, when the shop has a token, need `Authorization: Bearer`.
import { type Answer, ok, refusal } from "../answer.ts";
import { type Call, isSame, pathOf } from "../call.ts";
import { answerQuery, listSeries } from "../prometheus-api.ts";
import { type Change, no, type Service } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";
import { backups, restores } from "./backups.ts";
import { certificates } from "./certificates.ts";
import { dns } from "./dns.ts";
import { policies } from "./policies.ts";
import { providers } from "./providers.ts";
import type { Resource } from "./resource.ts";
import { gatewayTests, routes } from "./routes.ts";
import { smoke } from "./smoke.ts";
import { drawStorefront } from "./storefront.ts";

const resources: Readonly<Record<string, Resource>> = {
  routes,
  gateways: gatewayTests,
  policies,
  certificates,
  dns,
  backups,
  restores,
  smoke,
  providers,
  metrics: { read: (core, rest) => (rest.length === 0 ? ok(core.figures()) : undefined) },
  log: {
    read: (core, rest) => (rest.length === 0 ? ok({ requests: core.state().log }) : undefined),
  },
};

export function createShopApi(token: string | undefined): Service {
  return {
    name: "shop",
    honoursKeys: true,
    admit: (_, { method, headers }) => {
      const isFree = token === undefined || method === "GET" || method === "HEAD";
      if (isFree || isSame(headers.authorization, `Bearer ${token}`)) return undefined;
      return refusal(401, "missing or wrong Authorization: Bearer token");
    },
    read: answerRead,
    change: answerChange,
    fail: refusal,
  };
}

/** Prometheus takes its query in a form, too; that changes nothing. */
export function isQuery({ path }: Call): boolean {
  return path.join("/") === "api/v1/query";
}

function answerRead(core: ShopCore, call: Call): Answer {
  const { path, url } = call;
  if (isQuery(call)) {
    const form = new URLSearchParams(call.body);
    const query = url.searchParams.get("query") ?? form.get("query") ?? "";
    return answerQuery(query, core.figures(), core.now());
  }
  const [first = "", name = "", ...rest] = path;
  if (first === "v1") return resources[name]?.read(core, rest, call) ?? noPath(call);
  if (path.length !== 1) return noPath(call);
  switch (first) {
    case "healthz":
      return ok({ ok: drawStorefront(core).ok });
    case "shop":
      return ok(drawStorefront(core));
    case "graph": {
      const expression = url.searchParams.get("g0.expr");
      return ok({ expression, now: core.now(), series: listSeries(core.figures()) });
    }
  }
  return noPath(call);
}

function answerChange(core: ShopCore, call: Call): Change {
  const [first, name = "", ...rest] = call.path;
  const resource = first === "v1" ? resources[name] : undefined;
  if (!resource) return no(noPath(call));
  const isRead = resource.read(core, rest, call) !== undefined;
  const otherwise = isRead
    ? refusal(405, `${call.method} ${pathOf(call)} is not offered`)
    : noPath(call);
  return resource.change?.(core, rest, call) ?? no(otherwise);
}

function noPath(call: Call): Answer {
  const names = Object.keys(resources).map((name) => `/v1/${name}`);
  return refusal(
    404,
    `no such path: ${pathOf(call)}; there are ${names.join(", ")}, /api/v1/query`,
  );
}
