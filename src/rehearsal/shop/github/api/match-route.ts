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
  const last = parts.at(-1) ?? "";
  const takesRest = last.startsWith("{+");
  if (takesRest ? given.length < parts.length : given.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? "";
    if (takesRest && index === parts.length - 1) {
      params[part.slice(2, -1)] = given.slice(index).join("/");
    } else if (part.startsWith("{")) params[part.slice(1, -1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}
