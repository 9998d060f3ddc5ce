// Makes words from outside harmless inside a line of Markdown.
import { plainText } from "./plain-text.ts";

/** One line; nothing in it links, formats or opens a tag. */
export function escapeMarkdown(text: string, limit = 2_000): string {
  return plainText(text, limit, "one line")
    .replaceAll(/[\\`*[\]<>|~]/g, String.raw`\$&`)
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
    .replace(/^(#+|[+-])(?=\s|$)/, String.raw`\$1`)
    .replace(/^(\d+)([.)])(?=\s|$)/, String.raw`$1\$2`);
}
