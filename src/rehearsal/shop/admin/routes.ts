// Where each gateway's orders go, and a test authorization at each gateway.
//   GET      /v1/routes, /v1/routes/:gateway        {gateway, fallback, fallback_pct, revision}
//   PUT      /v1/routes/:gateway                    body {fallback?, fallback_pct?}: an absolute set
//   GET      /v1/gateways/:gateway/synthetic-auth   {gateway, ok_pct}
import { ok, refusal } from "../answer.ts";
import { type Call, parseJson } from "../call.ts";
import { changeRoute, isGateway } from "../routing.ts";
import { type Change, no } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";
import { gateways } from "../types.ts";
import type { Resource } from "./resource.ts";

export const routes: Resource = {
  read: (core, [gateway, ...rest]) => {
    if (gateway === undefined) return ok({ routes: Object.values(core.state().routes) });
    if (!isGateway(gateway)) return refusal(404, noGateway(gateway));
    return rest.length === 0 ? ok(core.state().routes[gateway]) : undefined;
  },
  change: (core, [gateway, ...rest], call) => {
    if (call.method !== "PUT") return undefined;
    if (!isGateway(gateway) || rest.length > 0) return no(refusal(404, noGateway(gateway)));
    return putRoute(core, gateway, call);
  },
};

export const gatewayTests: Resource = {
  read: (core, [gateway, verb, ...rest]) => {
    if (!isGateway(gateway)) return refusal(404, noGateway(gateway));
    if (verb !== "synthetic-auth" || rest.length > 0) return undefined;
    const isBroken = core.state().troubles.includes(gateway);
    return ok({ gateway, ok_pct: isBroken ? 6 : 99.4 });
  },
};

function putRoute(core: ShopCore, gateway: (typeof gateways)[number], { body }: Call): Change {
  const parsed = parseJson(body);
  if (!parsed.ok) return no(refusal(400, `the body is not JSON: ${body.slice(0, 80)}`));
  const current = core.state().routes[gateway];
  const change = changeRoute(current, parsed.value);
  if (!change.ok) return no(change.answer);
  const { route } = change;
  if (route.revision === current.revision) return no(ok(route));
  const event = `${gateway}: ${route.fallback_pct} % to ${route.fallback ?? "nobody else"}`;
  return { answer: ok(route), entries: [{ kind: "route", route }], event };
}

function noGateway(given: string | undefined): string {
  return `no gateway ${JSON.stringify(given ?? "")}; there are ${gateways.join(", ")}`;
}
