// Chooses how an interactive element is rendered, by its type.
import { h } from "preact";
import { ButtonElement, OverflowElement } from "./button-element.ts";
import { ChoiceElement } from "./choice-element.ts";
import type { AnyElement } from "./element-values.ts";
import { MomentElement } from "./moment-element.ts";
import { SelectElement } from "./select-element.ts";
import { TextElement } from "./text-element.ts";
import type { ElementProps } from "./use-element.ts";

export function ElementView({ element, ...rest }: ElementProps<AnyElement>) {
  switch (element.type) {
    case "button":
      return h(ButtonElement, { ...rest, element });
    case "overflow":
      return h(OverflowElement, { ...rest, element });
    case "checkboxes":
    case "radio_buttons":
      return h(ChoiceElement, { ...rest, element });
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return h(MomentElement, { ...rest, element });
    case "plain_text_input":
    case "number_input":
    case "email_text_input":
    case "url_text_input":
      return h(TextElement, { ...rest, element });
    case "static_select":
    case "multi_static_select":
    case "users_select":
    case "multi_users_select":
    case "conversations_select":
    case "multi_conversations_select":
    case "channels_select":
    case "multi_channels_select":
      return h(SelectElement, { ...rest, element });
    case "external_select":
    case "multi_external_select":
    case "file_input":
    case "rich_text_input":
    case "workflow_button":
      return h(Unsupported, { what: element.type });
  }
}

/** Said openly: a block that silently vanishes would look like the app's mistake. */
export function Unsupported({ what }: { what: string }) {
  return h("span", { class: "unsupported" }, `This page does not draw “${what}”.`);
}
