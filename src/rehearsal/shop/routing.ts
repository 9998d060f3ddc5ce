// Decides what a request to change a gateway's route does.
import { z } from "zod";
import { type Answer, refusal } from "./answer.ts";
import { type Gateway, gateways, type Route } from "./types.ts";

export type RouteChange =
  | { readonly ok: true; readonly route: Route }
  | { readonly ok: false; readonly answer: Answer };

const routeBody = z.object({
  fallback: z.enum(gateways).nullable().optional(),
  fallback_pct: z.number().min(0).max(100).optional(),
});

/** An absolute set: the same body twice changes nothing the second time. Absent keys stay. */
export function changeRoute(current: Route, body: unknown): RouteChange {
  const read = routeBody.safeParse(body);
  if (!read.success) return no(`${z.prettifyError(read.error)}; got ${JSON.stringify(body)}`);
  const { fallback = current.fallback, fallback_pct = current.fallback_pct } = read.data;
  if (fallback === current.gateway) {
    return no(`"${fallback}" cannot be its own fallback; name another gateway`);
  }
  if (fallback_pct > 0 && fallback === null) {
    return no(`fallback_pct ${fallback_pct} needs a fallback; add "fallback"`);
  }
  const isSame = fallback === current.fallback && fallback_pct === current.fallback_pct;
  const revision = isSame ? current.revision : current.revision + 1;
  return { ok: true, route: { gateway: current.gateway, fallback, fallback_pct, revision } };
}

export function isGateway(value: unknown): value is Gateway {
  return gateways.some((gateway) => gateway === value);
}

function no(message: string): RouteChange {
  return { ok: false, answer: refusal(422, message) };
}
