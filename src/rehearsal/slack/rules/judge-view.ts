// Judges a modal or a Home tab: its own fields, then its blocks.
import type { ViewContent } from "../types.ts";
import { judgeBlocks } from "./judge-blocks.ts";

type Fields = Readonly<Record<string, unknown>>;

const modalFields = [
  "type",
  "title",
  "blocks",
  "close",
  "submit",
  "private_metadata",
  "callback_id",
  "clear_on_close",
  "notify_on_close",
  "external_id",
  "submit_disabled",
];
const homeFields = ["type", "blocks", "private_metadata", "callback_id", "external_id"];
const maxPrivateMetadata = 3000;
const maxId = 255;
const maxLabel = 24;

/** What is wrong, in Slack's words with the place; empty when the view would be accepted. */
export function judgeView(view: Fields, type: ViewContent["type"]): string[] {
  if (view["type"] !== type) {
    return [`unsupported type: ${String(view["type"])} [json-pointer:/view/type]`];
  }
  const known = type === "modal" ? modalFields : homeFields;
  const unknown = Object.keys(view).filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => `invalid additional property: ${name} [json-pointer:/view]`),
    ...judgeText(view, "private_metadata", maxPrivateMetadata),
    ...judgeText(view, "callback_id", maxId),
    ...judgeText(view, "external_id", maxId),
    ...(type === "modal" ? judgeLabels(view) : []),
    ...judgeContent(view, type),
  ];
}

function judgeText(view: Fields, name: string, max: number): string[] {
  const value = view[name];
  if (value === undefined) {
    return [];
  }
  if (typeof value !== "string") {
    return [`must provide a string [json-pointer:/view/${name}]`];
  }
  return value.length > max
    ? [`must be less than ${max + 1} characters [json-pointer:/view/${name}]`]
    : [];
}

function judgeLabels(view: Fields): string[] {
  const missing =
    view["title"] === undefined ? ["missing required field: title [json-pointer:/view]"] : [];
  return [...missing, ...["title", "submit", "close"].flatMap((name) => judgeLabel(view, name))];
}

function judgeLabel(view: Fields, name: string): string[] {
  const label = view[name] as Fields | null | undefined;
  if (label === undefined) {
    return [];
  }
  const at = `[json-pointer:/view/${name}`;
  if (
    typeof label !== "object" ||
    label === null ||
    label["type"] !== "plain_text" ||
    typeof label["text"] !== "string"
  ) {
    return [`must provide an object of type plain_text ${at}]`];
  }
  const unknown = Object.keys(label).filter((key) => !["type", "text", "emoji"].includes(key));
  const text = label["text"];
  return [
    ...unknown.map((key) => `invalid additional property: ${key} ${at}]`),
    ...(text.length === 0 ? [`must be more than 0 characters ${at}/text]`] : []),
    ...(text.length > maxLabel ? [`must be less than ${maxLabel + 1} characters ${at}/text]`] : []),
  ];
}

function judgeContent(view: Fields, type: ViewContent["type"]): string[] {
  const blocks = view["blocks"];
  if (!Array.isArray(blocks)) {
    return ["missing required field: blocks [json-pointer:/view]"];
  }
  const input = blocks.findIndex((block) => block?.type === "input");
  const faults = judgeBlocks(blocks, type, "/view/blocks");
  return type === "modal" && input !== -1 && view["submit"] === undefined
    ? [
        ...faults,
        `must define \`submit\` to use an \`input\` block in modals [json-pointer:/view/blocks/${input}/input]`,
      ]
    : faults;
}
