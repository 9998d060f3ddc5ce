// Flattens mrkdwn to one line of plain text, for notices and lists.
import type { Snapshot } from "../../wire.ts";
import { groupLabel, userLabel } from "../labels.ts";
import { emojiCharacter } from "./emoji.ts";
import { type Inline, parseMrkdwn } from "./parse-mrkdwn.ts";

export function plainMrkdwn(text: string, data: Snapshot): string {
  return parseMrkdwn(text, true)
    .map((part) => (part.kind === "code" ? part.text : flatten(part.children, data)))
    .join(" ");
}

function flatten(nodes: readonly Inline[], data: Snapshot): string {
  return nodes.map((node) => plainInline(node, data)).join("");
}

function plainInline(node: Inline, data: Snapshot): string {
  switch (node.kind) {
    case "text":
    case "code":
      return node.text;
    case "mark":
      return flatten(node.children, data);
    case "emoji":
      return emojiCharacter(node.name) ?? `:${node.name}:`;
    case "break":
      return " ";
    case "link":
      return node.label;
    case "user":
      return `@${userLabel(data, node.id)}`;
    case "channel":
      return `#${data.channels.find(({ id }) => id === node.id)?.name ?? node.label}`;
    case "group":
      return `@${groupLabel(data, node.id, node.label)}`;
    case "broadcast":
      return `@${node.range}`;
    case "date":
      return node.fallback;
  }
}
