// What the format knows but Muster does not carry out yet: refused with a reason, never ignored.

const KEYS: Readonly<Record<string, string>> = {
  follows: "waiting for a freeze; take 'at' with its end",
};

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: { freeze: "code freezes" },
  exclude: { author: "the author of a change; write operator, starter or requester" },
};

export function laterKey(key: string): string | undefined {
  const what = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  return what === undefined ? undefined : sentence(key, what);
}

export function laterValue(key: string, value: unknown): string | undefined {
  const values = Object.hasOwn(VALUES, key) ? VALUES[key] : undefined;
  const what = typeof value === "string" ? values?.[value] : undefined;
  return what === undefined ? undefined : sentence(`${key}: ${String(value)}`, what);
}

function sentence(name: string, what: string): string {
  return `'${name}' is not carried out yet (${what})`;
}
