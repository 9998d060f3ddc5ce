// Reads the YAML of a runbook and says where in the file each of its values stands.
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { Path } from "./problem.ts";

export type Position = { readonly line: number; readonly column: number };

export type YamlSource = {
  readonly value: unknown;
  locate(path: Path, on: "key" | "value", offset: number): Position;
};

export type YamlFault = Position & { readonly message: string };

export function openYaml(
  source: string,
):
  | { readonly ok: true; readonly yaml: YamlSource }
  | { readonly ok: false; readonly faults: readonly YamlFault[] } {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const document = parseDocument(source, {
    version: "1.2",
    schema: "core",
    uniqueKeys: true,
    lineCounter: lines,
    prettyErrors: false,
  });
  const faults = [...document.errors, ...document.warnings].map((error) => ({
    ...at(error.pos[0]),
    message: `not valid YAML: ${error.message}`,
  }));
  visit(document, {
    Alias(_, alias) {
      const message = `no aliases; write out what *${alias.source} stands for`;
      faults.push({ ...at(alias.range?.[0] ?? 0), message });
    },
    Pair(_, { key }) {
      if (!isMap(key) && !isSeq(key)) return;
      faults.push({ ...at(start(key)), message: "a key is a word, not a list or a map" });
    },
  });
  if (faults.length > 0) return { ok: false, faults };
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const locate: YamlSource["locate"] = (path, on, offset) =>
    at(offsetOf({ root: document.contents, source }, path, { on, offset }));
  return { ok: true, yaml: { value, locate } };
}

type Tree = { readonly root: unknown; readonly source: string };
type Want = { readonly on: "key" | "value"; readonly offset: number };

/** Where a place does not exist (a missing key), its nearest existing parent stands for it. */
function offsetOf(tree: Tree, path: Path, want: Want): number {
  let node: unknown = tree.root;
  let key: unknown;
  for (const part of path) {
    const below = step(node, part);
    if (!below) return start(node);
    key = below.key;
    if (below.value === null) return start(key);
    node = below.value;
  }
  if (want.on === "key" && key !== undefined) return start(key);
  const block = isScalar(node) && isBlock(node.type);
  return block || want.offset > 0 ? within(node, tree.source, want.offset) : start(node);
}

function step(node: unknown, part: string | number): { key?: unknown; value: unknown } | undefined {
  if (isMap(node)) {
    return node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  }
  const item: unknown = isSeq(node) ? node.items[Number(part)] : undefined;
  return item === undefined ? undefined : { value: item };
}

function start(node: unknown): number {
  return (node as Node | undefined)?.range?.[0] ?? 0;
}

function isBlock(type: string | null | undefined): boolean {
  return type === "BLOCK_FOLDED" || type === "BLOCK_LITERAL";
}

/** Follows the text's characters through quotes, escapes, folds and indents of the source. */
function within(node: unknown, source: string, offset: number): number {
  if (!isScalar(node) || typeof node.value !== "string" || !node.range) return start(node);
  const [from, to] = node.range;
  let at = contentStart(node.type, source, from);
  for (const character of node.value.slice(0, offset).replaceAll(/\s/g, "")) {
    at = source.indexOf(character, at) + 1;
    if (at === 0 || at > to) return from;
  }
  const target = node.value.slice(offset).trimStart().at(0);
  const found = target === undefined ? at : source.indexOf(target, at);
  return found === -1 || found > to ? from : found;
}

/** A block scalar has a header line (`>-`) before its text, a quoted one a quote. */
function contentStart(type: string | null | undefined, source: string, from: number): number {
  if (isBlock(type)) return source.indexOf("\n", from) + 1;
  return from + (type?.startsWith("QUOTE") ? 1 : 0);
}
