// Turns a person's use of an element into the action Slack sends, judging it as Slack's clients do.
import type { Element } from "../rules/elements.ts";
import { valueField } from "../rules/initial-values.ts";
import type { ElementValue, InputValue, Use } from "../types.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { NotShownError } from "./not-shown-error.ts";

type Option = { readonly value?: string; readonly [key: string]: unknown };

/** What the element holds after this use; undefined for buttons and overflow menus, which hold nothing. */
export function valueAfter(ws: Workspace, element: Element, use: Use): ElementValue | undefined {
  const field = valueField(element.type);
  return field === undefined ? undefined : toValue(ws, element, usedValue(element, use));
}

/** The one thing chosen or typed, whichever of the fields of `use` holds it. */
function usedValue(element: Element, use: Use): InputValue {
  const single = use.selectedOption ?? use.selectedId ?? use.value;
  const several = use.selectedOptions ?? use.selectedIds;
  if (element.type === "datetimepicker") {
    return use.selectedDateTime ?? null;
  }
  if (element.type.startsWith("multi_") || element.type === "checkboxes") {
    return several ?? (single === undefined ? [] : [single]);
  }
  return single ?? null;
}

/** The element's value in Slack's form. */
export function toValue(ws: Workspace, element: Element, input: InputValue): ElementValue {
  const field = valueField(element.type);
  if (field === undefined) {
    throw new NotShownError(`${element.type} ${element.action_id} is not an input`);
  }
  const { type } = element;
  if (input === null) {
    return { type, [field.name]: field.empty };
  }
  return { type, [field.name]: convert(ws, element, input) };
}

function convert(
  ws: Workspace,
  element: Element,
  input: string | number | readonly string[],
): unknown {
  const { type } = element;
  if (type === "datetimepicker") {
    return wantNumber(element, input);
  }
  if (type.startsWith("multi_") || type === "checkboxes") {
    return several(ws, element, wantList(element, input));
  }
  const text = wantText(element, input);
  if (type === "radio_buttons" || type === "static_select") {
    return findOption(element, text);
  }
  if (type === "external_select") {
    return { text: { type: "plain_text", text, emoji: true }, value: text };
  }
  if (type === "datepicker" || type === "timepicker") {
    return wantMoment(element, text);
  }
  return type.endsWith("_select") ? wantId(ws, element, text) : typed(element, text);
}

function several(ws: Workspace, element: Element, values: readonly string[]): unknown[] {
  const most = element["max_selected_items"];
  if (typeof most === "number" && values.length > most) {
    throw new NotShownError(
      `${element.action_id} takes at most ${most} items, not ${values.length}`,
    );
  }
  if (element.type === "checkboxes" || element.type === "multi_static_select") {
    return values.map((value) => findOption(element, value));
  }
  return element.type === "multi_external_select"
    ? values.map((value) => ({ text: { type: "plain_text", text: value, emoji: true }, value }))
    : values.map((value) => wantId(ws, element, value));
}

export function findOption(element: Element, value: string): Option {
  const options = listOptions(element);
  const option = options.find((candidate) => candidate.value === value);
  if (option === undefined) {
    throw new NotShownError(
      `${element.action_id} offers no option "${value}"; it offers ${options.map((candidate) => candidate.value).join(", ")}`,
    );
  }
  return option;
}

function listOptions(element: Element): readonly Option[] {
  const groups = (element["option_groups"] ?? []) as readonly { options: readonly Option[] }[];
  return [
    ...((element["options"] ?? []) as readonly Option[]),
    ...groups.flatMap((group) => group.options),
  ];
}

// Slack stores typed text with its three entities escaped only in messages; inputs arrive as typed.
function typed(element: Element, text: string): unknown {
  if (element.type !== "rich_text_input") {
    return text;
  }
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
  };
}

function wantId(ws: Workspace, element: Element, id: string): string {
  const isUser = element.type.includes("users");
  const isKnown = isUser
    ? ws.users.has(id)
    : ws.store.get("channels", "", id) !== undefined || ws.users.has(id);
  if (!isKnown) {
    throw new NotShownError(
      `${element.action_id} offers no ${isUser ? "person" : "conversation"} "${id}"`,
    );
  }
  return id;
}

function wantMoment(element: Element, text: string): string {
  const form = element.type === "datepicker" ? /^\d{4}-\d{2}-\d{2}$/ : /^\d{2}:\d{2}$/;
  if (!form.test(text)) {
    throw new NotShownError(
      `${element.action_id} takes ${element.type === "datepicker" ? "YYYY-MM-DD" : "HH:MM"}, not "${text}"`,
    );
  }
  return text;
}

function wantNumber(element: Element, input: unknown): number {
  if (typeof input !== "number") {
    throw new NotShownError(
      `${element.action_id} takes seconds since 1970, not ${JSON.stringify(input)}`,
    );
  }
  return input;
}

function wantText(element: Element, input: unknown): string {
  if (typeof input !== "string") {
    throw new NotShownError(
      `${element.action_id} (${element.type}) takes one string, not ${JSON.stringify(input)}`,
    );
  }
  return input;
}

function wantList(element: Element, input: unknown): readonly string[] {
  if (!Array.isArray(input)) {
    throw new NotShownError(
      `${element.action_id} (${element.type}) takes a list of strings, not ${JSON.stringify(input)}`,
    );
  }
  return input;
}
