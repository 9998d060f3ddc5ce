// Finds the endpoint that a call means, with the values in its path.
import type { Call } from "../../call.ts";
import type { PlainRoute, RepositoryRoute } from "./route.ts";

export type Found<Route> = {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
};

export function findPlain(
  routes: readonly PlainRoute[],
  call: Call,
): Found<PlainRoute> | undefined {
  return find(routes, call);
}

export function findRoute(
  routes: readonly RepositoryRoute[],
  call: Call,
): Found<RepositoryRoute> | undefined {
  return find(routes, call);
}

function find<Route extends { readonly method: string; readonly path: string }>(
  routes: readonly Route[],
  { method, path }: Call,
): Found<Route> | undefined {
  const given = path.slice(2);
  const wanted = method === "HEAD" ? "GET" : method;
  for (const route of routes) {
    const params = route.method === wanted ? match(route.path, given) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

function match(
  template: string,
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const parts = template.split("/").filter((part) => part !== "");
  const takesRest = parts.at(-1)?.startsWith("{+") ?? false;
  const whole = takesRest
    ? [...given.slice(0, parts.length - 1), given.slice(parts.length - 1).join("/")]
    : given;
  if (whole.length !== parts.length || whole.at(-1) === "") return undefined;
  const pairs = parts.map((part, index) => [part, whole[index] ?? ""] as const);
  const isOther = pairs.some(([part, value]) => !part.startsWith("{") && part !== value);
  if (isOther) return undefined;
  const named = pairs.filter(([part]) => part.startsWith("{"));
  return Object.fromEntries(named.map(([part, value]) => [part.replaceAll(/[{}+]/g, ""), value]));
}
