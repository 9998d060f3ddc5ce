// Applies a JSON patch (RFC 6902) of tests, additions, replacements and removals.
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

const pointer = z.string().regex(/^(\/.*)?$/, "must be a JSON pointer");

const patch = z.array(
  z.discriminatedUnion("op", [
    z.object({ op: z.enum(["add", "replace", "test"]), path: pointer, value: z.unknown() }),
    z.object({ op: z.literal("remove"), path: pointer }),
  ]),
);

type Operation = z.output<typeof patch>[number];

export type Patched =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

class PatchFault extends Error {
  override readonly name = "PatchFault";
}

/** All of the operations or none. */
export function applyPatch(document: unknown, operations: unknown): Patched {
  const read = patch.safeParse(operations);
  if (!read.success) return { ok: false, message: z.prettifyError(read.error) };
  let value = structuredClone(document);
  try {
    for (const operation of read.data) value = apply(value, operation);
  } catch (error) {
    if (!(error instanceof PatchFault)) throw error;
    return { ok: false, message: error.message };
  }
  return { ok: true, value };
}

function apply(document: unknown, operation: Operation): unknown {
  const { op, path } = operation;
  const parts = path.split("/").slice(1).map(readPart);
  const last = parts.pop();
  const value = "value" in operation ? operation.value : undefined;
  if (last === undefined) return op === "test" ? tested(document, operation) : value;
  const parent = parts.reduce((at, part) => childOf(at, part, path), document);
  if (op === "test") {
    tested(childOf(parent, last, path), operation);
  } else if (Array.isArray(parent)) {
    changeList(parent, last, operation);
  } else {
    changeObject(asObject(parent, path), last, operation);
  }
  return document;
}

function tested(actual: unknown, { path, ...operation }: Operation): unknown {
  const wanted = "value" in operation ? operation.value : undefined;
  if (!isDeepStrictEqual(actual, wanted)) throw new PatchFault(`Test operation failed at ${path}`);
  return actual;
}

function changeList(list: unknown[], part: string, operation: Operation): void {
  const index = part === "-" ? list.length : Number(part);
  const most = operation.op === "add" ? list.length : list.length - 1;
  if (!Number.isInteger(index) || index < 0 || index > most) {
    throw new PatchFault(
      `Cannot perform the operation at a path that does not exist: ${operation.path}`,
    );
  }
  if (operation.op === "remove") list.splice(index, 1);
  else list.splice(index, operation.op === "add" ? 0 : 1, operation.value);
}

function changeObject(object: Record<string, unknown>, part: string, operation: Operation): void {
  if (operation.op !== "add") childOf(object, part, operation.path);
  if (operation.op === "remove") delete object[part];
  else object[part] = operation.value;
}

function childOf(parent: unknown, part: string, path: string): unknown {
  const holder = asObject(parent, path);
  if (!Object.hasOwn(holder, part)) {
    throw new PatchFault(`Cannot perform the operation at a path that does not exist: ${path}`);
  }
  return holder[part];
}

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw new PatchFault(`Cannot perform the operation at a path that does not exist: ${path}`);
}

function readPart(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
