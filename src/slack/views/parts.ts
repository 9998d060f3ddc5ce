// Pieces that modals and private answers are made of, within Slack's limits, nothing parsed in them.
import type {
  ActionsBlock,
  Button,
  InputBlock,
  KnownBlock,
  ModalView,
  PlainTextOption,
} from "@slack/types";
import { cutText } from "../../domain/plain-text.ts";
import { button as drawButton, pt } from "../blocks/elements.ts";
import { type ActionId, type Value, writeValue } from "../ids.ts";

export type ButtonLook = {
  readonly action: ActionId;
  readonly part?: string | number;
  readonly value: Value;
  readonly text: string;
  /** What a screen reader says; the text where it says enough. */
  readonly label?: string;
  readonly style?: "primary" | "danger";
};

/** A button whose words say enough to a screen reader, unless `label` says more. */
export function button({ action, part, value, text, label = text, style }: ButtonLook): Button {
  const parted = part === undefined ? {} : { part };
  return drawButton({ action, ...parted, value, label: text, spoken: label, style });
}

export const actions = (elements: readonly Button[]): ActionsBlock => ({
  type: "actions",
  elements: elements.slice(0, 25),
});

export type Choice = { readonly value: string; readonly text: string; readonly more?: string };

export const option = ({ value, text, more }: Choice): PlainTextOption => ({
  value,
  text: pt(text, 75),
  ...(more && { description: pt(more, 75) }),
});

type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
  readonly element: InputBlock["element"];
};

/** Block and element carry the same name, by which the submission is read. */
export function input({ name, label, hint, isOptional, element }: Field): InputBlock {
  return {
    type: "input",
    block_id: name,
    label: pt(label, 2_000),
    element,
    optional: isOptional ?? false,
    ...(hint && { hint: pt(hint, 2_000) }),
  };
}

type TextField = Omit<Field, "element"> & {
  readonly initial?: string | null;
  readonly isLong?: boolean;
  readonly limit?: number;
  readonly placeholder?: string;
};

/** What is too long is refused on submit with a sentence, so the box takes Slack's most. */
export function textInput(field: TextField): InputBlock {
  const { name, initial, isLong, limit = 3_000, placeholder } = field;
  return input({
    ...field,
    element: {
      type: "plain_text_input",
      action_id: name,
      multiline: isLong ?? false,
      max_length: limit,
      ...(initial && { initial_value: cutText(initial, limit) }),
      ...(placeholder && { placeholder: pt(placeholder, 150) }),
    },
  });
}

type ChoiceField = Omit<Field, "element"> & {
  readonly choices: readonly Choice[];
  readonly initial?: string | null;
};

/** At most 100 choices are shown. */
export function selectInput(field: ChoiceField): InputBlock {
  const options = field.choices.slice(0, 100).map(option);
  const initial = options.find((each) => each.value === field.initial);
  return input({
    ...field,
    element: {
      type: "static_select",
      action_id: field.name,
      options,
      ...(initial && { initial_option: initial }),
    },
  });
}

/** More than 100 choices are shown in groups, each called by its first and last. */
export function multiSelectInput(
  field: Omit<ChoiceField, "initial"> & {
    readonly initial?: readonly string[];
    readonly group: (from: string, to: string) => string;
  },
): InputBlock {
  const { name, choices, group, initial = [] } = field;
  const options = choices.slice(0, GROUP * 100).map(option);
  const chosen = options.filter(({ value }) => value !== undefined && initial.includes(value));
  return input({
    ...field,
    element: {
      type: "multi_static_select",
      action_id: name,
      ...(options.length <= GROUP ? { options } : { option_groups: grouped(options, group) }),
      ...(chosen.length > 0 && { initial_options: chosen }),
    },
  });
}

/** One of more than 100. */
export function groupedSelectInput(
  field: ChoiceField & { readonly group: (from: string, to: string) => string },
): InputBlock {
  const { name, choices, initial, group } = field;
  const options = choices.slice(0, GROUP * 100).map(option);
  const chosen = options.find(({ value }) => value === initial);
  return input({
    ...field,
    element: {
      type: "static_select",
      action_id: name,
      ...(options.length <= GROUP ? { options } : { option_groups: grouped(options, group) }),
      ...(chosen && { initial_option: chosen }),
    },
  });
}

const GROUP = 100;

function grouped(options: readonly PlainTextOption[], group: (from: string, to: string) => string) {
  return Array.from({ length: Math.ceil(options.length / GROUP) }, (_, index) => {
    const some = options.slice(index * GROUP, (index + 1) * GROUP);
    const [first, last] = [some[0], some.at(-1)].map((each) => cutText(each?.text.text ?? "", 34));
    return { label: pt(group(first ?? "", last ?? ""), 75), options: some };
  });
}

/** A moment; Slack shows and takes it by the clock of the person's device. */
export function momentInput(
  field: Omit<Field, "element"> & { readonly initial?: Date | null },
): InputBlock {
  const seconds = field.initial ? Math.floor(field.initial.getTime() / 1_000) : null;
  return input({
    ...field,
    element: {
      type: "datetimepicker",
      action_id: field.name,
      ...(seconds !== null && { initial_date_time: seconds }),
    },
  });
}

export function radioInput(field: ChoiceField): InputBlock {
  const options = field.choices.slice(0, 10).map(option);
  const initial = options.find((each) => each.value === field.initial);
  return input({
    ...field,
    element: {
      type: "radio_buttons",
      action_id: field.name,
      options,
      ...(initial && { initial_option: initial }),
    },
  });
}

export function userInput(
  field: Omit<Field, "element"> & { readonly initial?: string | null },
): InputBlock {
  return input({
    ...field,
    element: {
      type: "users_select",
      action_id: field.name,
      ...(field.initial && { initial_user: field.initial }),
    },
  });
}

export function dayInput(
  field: Omit<Field, "element"> & { readonly initial?: string | null },
): InputBlock {
  return input({
    ...field,
    element: {
      type: "datepicker",
      action_id: field.name,
      ...(field.initial && { initial_date: field.initial }),
    },
  });
}

export type Modal = {
  readonly callback?: string;
  readonly title: string;
  readonly submit?: string;
  readonly close: string;
  readonly about?: Value;
  /** In place of `about`: ids that no button carries. */
  readonly metadata?: string;
  readonly blocks: readonly KnownBlock[];
};

export function modal(content: Modal): ModalView {
  const { callback, title, submit, close, about, blocks } = content;
  const metadata = about ? writeValue(about) : content.metadata;
  return {
    type: "modal",
    title: pt(title, 24),
    close: pt(close, 24),
    blocks: blocks.slice(0, 100),
    ...(callback && { callback_id: callback }),
    ...(submit && { submit: pt(submit, 24) }),
    ...(metadata && { private_metadata: metadata }),
  };
}
