// RFC 6901: the value a pointer names in a parsed JSON document.

type Json = string | number | boolean | null | object;

/** `/a/0/b~1c`; undefined where nothing is there. An empty pointer is the whole document. */
export function readPointer(document: unknown, pointer: string): Json | undefined {
  let value = document;
  for (const token of pointer.split("/").slice(1)) {
    if (typeof value !== "object" || value === null) return undefined;
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (!Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value as Json | undefined;
}
