// One input of a runbook as a field of a form, and the text that was given for it.
import type { InputBlock } from "@slack/types";
import type { Input } from "../../domain/runbook/format/input-format.ts";
import type { Shop } from "../../domain/shop.ts";
import { words } from "../../words/words.ts";
import type { SeenView } from "../request.ts";
import { type Choice, input, selectInput, textInput, userInput } from "./parts.ts";
import { readField } from "./read-fields.ts";

/** Names of inputs never meet those of our own fields. */
export const fieldOf = (name: string): string => `in_${name}`;

export function runInput(
  name: string,
  wanted: Input,
  { initial, shop }: { readonly initial: string | undefined; readonly shop: Shop },
): InputBlock {
  const field = {
    name: fieldOf(name),
    label: wanted.label ?? name,
    isOptional: !wanted.required,
    initial: initial ?? null,
  };
  switch (wanted.type) {
    case "enum":
      return selectInput({ ...field, choices: (wanted.values ?? []).map(asChoice) });
    case "boolean":
      return selectInput({
        ...field,
        choices: [
          { value: "true", text: words.modal.runbook.yes() },
          { value: "false", text: words.modal.runbook.no() },
        ],
      });
    case "service": {
      const services = Object.values(shop.services);
      const choices = services.map(({ name: value, title }) => ({ value, text: title }));
      return choices.length > 0 ? selectInput({ ...field, choices }) : textInput(field);
    }
    case "user":
      return userInput(field);
    case "channel":
      return input({
        ...field,
        element: {
          type: "conversations_select",
          action_id: field.name,
          filter: { include: ["public", "private"], exclude_bot_users: true },
          ...(initial && { initial_conversation: initial }),
        },
      });
    case "datetime":
      return input({ ...field, element: datetime(field.name, initial) });
    case "text":
      return textInput({ ...field, isLong: true, limit: 1_000 });
    case "repo":
    case "repo_list":
    case "string":
    case "integer":
    case "number":
    case "duration":
    case "url":
      return textInput({ ...field, limit: 1_000, ...exampleOf(wanted) });
  }
}

const asChoice = (value: string): Choice => ({ value, text: value });

function datetime(name: string, initial: string | undefined) {
  const at = initial ? Date.parse(initial) : Number.NaN;
  return {
    type: "datetimepicker" as const,
    action_id: name,
    ...(Number.isNaN(at) ? {} : { initial_date_time: Math.floor(at / 1000) }),
  };
}

function exampleOf({ type }: Input): { hint?: string } {
  return type === "duration" ? { hint: words.modal.runbook.durationHint() } : {};
}

/** What was filled in, as text; fields left empty are left out. */
export function readInputs(
  inputs: Readonly<Record<string, Input>>,
  view: SeenView,
): Record<string, string> {
  const given = Object.entries(inputs).flatMap(([name, { type }]) => {
    const value = readField(view, fieldOf(name));
    if (value === null) return [];
    const at = type === "datetime" ? new Date(Number(value) * 1000).toISOString() : value;
    return [[name, at]];
  });
  return Object.fromEntries(given) as Record<string, string>;
}
