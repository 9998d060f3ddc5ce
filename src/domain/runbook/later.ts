// What the format knows but Muster does not carry out yet: refused with a reason, never ignored.

import type { Fault, Path } from "./problem.ts";

const KEYS: Readonly<Record<string, string>> = {
  approval: "four-eyes approval",
  undo: "undoing an effect",
  undoes: "undoing earlier effects",
  collect: "asking for values in a form; ask in the text and note the answer",
  at: "waiting for a point in time",
  follows: "waiting for a freeze",
  autonomy: "effects without a click",
  rehearse: "rehearsal values, which drills need",
  rehearse_every: "drills",
  deadline: "a deadline for the whole run",
  on_abort: "undoing on abort; an aborted run leaves everything as it is",
  status: "the public status page",
  flag_state: "reading feature flags back; read the value with http, path and pointer",
  command: "starting by another command; /runbook run starts every runbook",
};

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: {
    flag: "switching feature flags; an http step can call the flag server",
    github: "acting on GitHub; an http step can call its API",
    freeze: "code freezes",
  },
  confirm: { type: "typing the step's id; write dialog" },
  mode: { start: "starting without a person; write suggest" },
  to: { status_page: "the public status page; write incident or stakeholders" },
  type: {
    repo: "repositories; take string with a pattern",
    repo_list: "lists of repositories",
  },
};

export function laterKey(key: string): string | undefined {
  const what = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  return what === undefined ? undefined : sentence(key, what);
}

/** For mistyped keys: `aproval` is no key, and `approval` would not help either. */
export const laterKeys: readonly string[] = Object.keys(KEYS);

export function laterValue(key: string, value: unknown): string | undefined {
  const values = Object.hasOwn(VALUES, key) ? VALUES[key] : undefined;
  const what = typeof value === "string" ? values?.[value] : undefined;
  return what === undefined ? undefined : sentence(`${key}: ${String(value)}`, what);
}

function sentence(name: string, what: string): string {
  return `'${name}' is not carried out yet (${what})`;
}

/** What a part of a file says that is known and not carried out yet. */
export function findLater(raw: Readonly<Record<string, unknown>>, path: Path): readonly Fault[] {
  return Object.entries(raw).flatMap(([key, value]): Fault[] => {
    const unknown = laterKey(key);
    if (unknown !== undefined) return [{ path: [...path, key], on: "key", message: unknown }];
    const values = Array.isArray(value) ? value : [value];
    const isList = Array.isArray(value);
    return values.flatMap((each, index): Fault[] => {
      const message = laterValue(key, each);
      return message ? [{ path: isList ? [...path, key, index] : [...path, key], message }] : [];
    });
  });
}
