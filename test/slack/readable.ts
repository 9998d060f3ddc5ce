// A drawn message as text that people can review: what is read, and every button with its question and value.
import type { ActionsBlock, KnownBlock } from "@slack/types";
import type { Drawn } from "../../src/slack/limits.ts";

export function readable({ text, blocks }: Drawn): string {
  return [`“${text}”`, ...blocks.map(readableBlock)].join("\n");
}

export function readableBlock(block: KnownBlock): string {
  switch (block.type) {
    case "header":
      return `# ${block.text.text}`;
    case "section":
      return [block.text?.text, ...(block.fields ?? []).map(({ text }) => text)]
        .filter((text) => text !== undefined)
        .join("\n");
    case "context":
      return block.elements.map((each) => `   ${"text" in each ? each.text : "?"}`).join("\n");
    case "rich_text":
      return block.elements
        .flatMap((part): readonly object[] => ("elements" in part ? part.elements : []))
        .map((each) => ("text" in each && typeof each.text === "string" ? each.text : "?"))
        .join("")
        .split("\n")
        .map((line) => `   | ${line}`)
        .join("\n");
    case "divider":
      return "----";
    case "actions":
      return block.elements.map(readableElement).join("\n");
    default:
      throw new Error(`no reviewer can read a block of type ${block.type}`);
  }
}

function readableElement(element: ActionsBlock["elements"][number]): string {
  if (element.type === "overflow") {
    const options = element.options.map(({ text, value }) => `${text.text} ${value}`);
    return `   [⋯ ${options.join(" · ")}]`;
  }
  if (element.type !== "button") throw new Error(`no reviewer can read a ${element.type}`);
  const { text, style, confirm, value, accessibility_label: spoken, url } = element;
  const asks = confirm ? ` ? ${confirm.text.text}` : "";
  return `   [${text.text}]${style ? ` ${style}` : ""}${asks} (${spoken}) ${url ?? value}`;
}
