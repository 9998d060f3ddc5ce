// Reads the head of a request to a hook: which hook, which secret, and what of it may be kept.

/** `/hooks/<name>` or `/hooks/<name>/<secret>`, with or without a slash at the end; the query apart. */
export type HookAddress = {
  readonly name: string;
  readonly secret: string | undefined;
  readonly query: string;
};

export function readHookAddress(url: string): HookAddress | undefined {
  const mark = url.indexOf("?");
  const path = mark < 0 ? url : url.slice(0, mark);
  const parts = /^\/hooks\/([^/]+)(?:\/([^/]+))?\/?$/.exec(path);
  const name = decode(parts?.[1]);
  if (name === undefined) return undefined;
  return { name, secret: decode(parts?.[2]), query: mark < 0 ? "" : url.slice(mark + 1) };
}

function decode(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    // A stray percent sign: taken as written.
    return part;
  }
}

const credentials = new Set(["authorization", "proxy-authorization", "cookie"]);

/** Headers as they came, credentials left out. */
export function keepHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || credentials.has(name)) continue;
    kept[name] = typeof value === "string" ? value : value.join(", ");
  }
  return kept;
}
