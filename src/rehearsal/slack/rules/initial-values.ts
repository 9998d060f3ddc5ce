// Says what a view's or a message's inputs hold before anybody touches them.
import type { KnownBlock } from "@slack/types";
import type { ElementValue, ViewValues } from "../types.ts";
import { type Element, elementsOf } from "./elements.ts";

/** Inputs only: buttons and overflow menus hold nothing. */
export function initialValues(blocks: readonly KnownBlock[]): ViewValues {
  const values: Record<string, Record<string, ElementValue>> = {};
  for (const { blockId, element } of elementsOf(blocks)) {
    const value = initialValue(element);
    if (value !== undefined) {
      values[blockId] = { ...values[blockId], [element.action_id]: value };
    }
  }
  return values;
}

function initialValue(element: Element): ElementValue | undefined {
  const { type } = element;
  const field = valueField(type);
  return field === undefined
    ? undefined
    : { type, [field.name]: element[field.initial] ?? field.empty };
}

type Field = { readonly name: string; readonly initial: string; readonly empty: unknown };

/** Where an element's value stands in Slack's payloads. */
export function valueField(type: string): Field | undefined {
  return fields[type];
}

const text = { name: "value", initial: "initial_value", empty: null };
const options = { name: "selected_options", initial: "initial_options", empty: [] };
const option = { name: "selected_option", initial: "initial_option", empty: null };

const fields: Readonly<Record<string, Field>> = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  rich_text_input: { name: "rich_text_value", initial: "initial_value", empty: null },
  checkboxes: options,
  multi_static_select: options,
  multi_external_select: options,
  radio_buttons: option,
  static_select: option,
  external_select: option,
  users_select: { name: "selected_user", initial: "initial_user", empty: null },
  multi_users_select: { name: "selected_users", initial: "initial_users", empty: [] },
  conversations_select: {
    name: "selected_conversation",
    initial: "initial_conversation",
    empty: null,
  },
  multi_conversations_select: {
    name: "selected_conversations",
    initial: "initial_conversations",
    empty: [],
  },
  channels_select: { name: "selected_channel", initial: "initial_channel", empty: null },
  multi_channels_select: { name: "selected_channels", initial: "initial_channels", empty: [] },
  datepicker: { name: "selected_date", initial: "initial_date", empty: null },
  timepicker: { name: "selected_time", initial: "initial_time", empty: null },
  datetimepicker: { name: "selected_date_time", initial: "initial_date_time", empty: null },
  file_input: { name: "files", initial: "initial_files", empty: [] },
};
