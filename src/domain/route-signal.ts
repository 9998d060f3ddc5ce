// Finds the route of a signal: which service it concerns, how urgent it is, who and what answers it.
import type { Route } from "./grouping.ts";
import type { Priority } from "./priority.ts";
import type { Signal } from "./signal.ts";

export const defaultWindowMinutes = 10;
export const defaultReopenMinutes = 30;

/** The service of alerts that neither a route, nor their hook, nor a label gives one. */
export const unroutedService = "unrouted";

/** Where a signal came in. */
export type Origin = {
  readonly source: string;
  readonly hook: string;
  /** The service that the hook itself names. */
  readonly service?: string | undefined;
};

/** The first route that matches. What matches none is not lost: its hook's service, or its label, has a plain route. */
export function findRoute(routes: readonly Route[], signal: Signal, origin: Origin): Route {
  return routes.find((route) => isMatch(route, signal, origin)) ?? plainRoute(signal, origin);
}

/** A route's word, else the sender's, else P3. */
export function decidePriority(route: Route, signal: Signal): Priority {
  return route.priority ?? signal.priority ?? "P3";
}

export function isMatch({ match }: Route, signal: Signal, origin: Origin): boolean {
  return Object.entries(match).every(([name, wanted]) => {
    const actual = readSubject(name, signal, origin);
    const patterns = typeof wanted === "string" ? [wanted] : wanted;
    return actual !== undefined && patterns.some((pattern) => matchesGlob(pattern, actual));
  });
}

/** `source`, `hook`, `title` and `kind` are the signal's own; all else is a label, as is `label.source` and the like. */
function readSubject(name: string, signal: Signal, origin: Origin): string | undefined {
  switch (name) {
    case "source":
      return origin.source;
    case "hook":
      return origin.hook;
    case "title":
      return signal.title;
    case "kind":
      return signal.kind;
  }
  const label = name.replace(/^labels?\./, "");
  return Object.hasOwn(signal.labels, label) ? signal.labels[label] : undefined;
}

function plainRoute({ labels }: Signal, { service }: Origin): Route {
  const labelled = Object.hasOwn(labels, "service") ? labels["service"] : undefined;
  return {
    match: {},
    service: service ?? labelled ?? unroutedService,
    windowMinutes: defaultWindowMinutes,
    reopenMinutes: defaultReopenMinutes,
    ignore: false,
  };
}

/** `*` is any text, `?` any one character, the rest literal. Goes back only to the last star, so no pattern is slow. */
export function matchesGlob(pattern: string, text: string): boolean {
  let [at, inPattern, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    const want = pattern[inPattern];
    if (want === "*") {
      star = inPattern;
      resume = at;
      inPattern += 1;
    } else if (want === "?" || want === text[at]) {
      at += 1;
      inPattern += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      inPattern = star + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
