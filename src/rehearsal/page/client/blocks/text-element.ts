// Renders text inputs: plain, multi-line, number, e-mail, URL.
import type { EmailInput, NumberInput, PlainTextInput, URLInput } from "@slack/types";
import { h } from "preact";
import { type ElementProps, useElement } from "./use-element.ts";

type TextInput = EmailInput | NumberInput | PlainTextInput | URLInput;

const inputTypes = {
  email_text_input: "email",
  number_input: "number",
  plain_text_input: "text",
  url_text_input: "url",
} as const;

export function TextElement(props: ElementProps<TextInput>) {
  const { element, isDispatched } = props;
  const { value, fill, choose } = useElement(props);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tellsEachKey = isDispatched && triggers.includes("on_character_entered");
  const limits = "max_length" in element ? { maxLength: element.max_length } : {};
  const shared = {
    class: "input",
    value: typeof value === "string" ? value : "",
    placeholder: element.placeholder?.text,
    autofocus: element.focus_on_load ?? false,
    "aria-labelledby": props.labelledBy,
    ...limits,
    onInput: (event: Event) => {
      const typed = (event.currentTarget as HTMLInputElement).value;
      if (tellsEachKey) choose(typed);
      else fill(typed);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !isDispatched || tellsEachKey) return;
      event.preventDefault();
      choose((event.currentTarget as HTMLInputElement).value);
    },
  };
  const isLong = element.type === "plain_text_input" && element.multiline === true;
  if (isLong) return h("textarea", { ...shared, rows: 4 });
  // Slack checks numbers itself and says what is wrong; the browser's own check would be silent.
  return h("input", { ...shared, type: inputTypes[element.type], step: "any" });
}
