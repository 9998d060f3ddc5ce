// Knows what each interactive element holds at first, and how its value is told to the workspace.
import type { ActionsBlockElement, InputBlockElement } from "@slack/types";
import type { InputValue, Use } from "../../../slack/types.ts";

export type AnyElement = ActionsBlockElement | InputBlockElement;

type Option = { readonly value?: string };

/** The element as its JSON has it: which initial keys exist depends on the type. */
type Initial = {
  readonly initial_value?: unknown;
  readonly initial_option?: Option;
  readonly initial_options?: readonly Option[];
  readonly initial_date?: string;
  readonly initial_time?: string;
  readonly initial_date_time?: number;
  readonly initial_user?: string;
  readonly initial_conversation?: string;
  readonly initial_channel?: string;
  readonly initial_users?: readonly string[];
  readonly initial_conversations?: readonly string[];
  readonly initial_channels?: readonly string[];
};

export function initialValue(element: AnyElement): InputValue {
  const initial = element as Initial;
  const one =
    initial.initial_option?.value ??
    initial.initial_date ??
    initial.initial_time ??
    initial.initial_date_time ??
    initial.initial_user ??
    initial.initial_conversation ??
    initial.initial_channel;
  if (one !== undefined) return one;
  const many =
    initial.initial_options?.flatMap((option) => option.value ?? []) ??
    initial.initial_users ??
    initial.initial_conversations ??
    initial.initial_channels;
  if (many !== undefined) return many;
  return typeof initial.initial_value === "string" ? initial.initial_value : null;
}

/** The part of a use that carries `value`, by the element's type. */
export function useFields(type: string, value: InputValue): Partial<Use> {
  if (value === null) return {};
  if (typeof value === "number") return { selectedDateTime: value };
  if (typeof value !== "string") {
    const isOptions = type === "checkboxes" || type === "multi_static_select";
    return isOptions ? { selectedOptions: value } : { selectedIds: value };
  }
  switch (type) {
    case "overflow":
    case "radio_buttons":
    case "static_select":
    case "external_select":
      return { selectedOption: value };
    case "users_select":
    case "conversations_select":
    case "channels_select":
      return { selectedId: value };
    default:
      return { value };
  }
}
