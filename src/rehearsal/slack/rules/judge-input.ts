// Judges what a person put into an input, as Slack's clients do before they submit.
import type { ElementValue } from "../types.ts";
import type { Element } from "./elements.ts";
import { valueField } from "./initial-values.ts";

export function judgeInput(
  element: Element,
  filled: ElementValue | undefined,
  isOptional: boolean,
): string | undefined {
  const field = valueField(element.type);
  const value = field === undefined ? undefined : filled?.[field.name];
  const isEmpty =
    value === undefined ||
    value === null ||
    value === "" ||
    (Array.isArray(value) && value.length === 0);
  if (isEmpty) {
    return isOptional ? undefined : "Please complete this required field.";
  }
  return typeof value === "string" ? judgeText(element, value) : undefined;
}

function judgeText(element: Element, text: string): string | undefined {
  const [least, most] = [element["min_length"], element["max_length"]];
  if (typeof least === "number" && text.length < least) {
    return `Please enter at least ${least} characters.`;
  }
  const limit = typeof most === "number" ? most : 3000;
  if (element.type === "plain_text_input" && text.length > limit) {
    return `Please enter at most ${limit} characters.`;
  }
  if (element.type === "number_input") {
    return judgeNumber(element, text);
  }
  if (element.type === "email_text_input" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
    return "Please enter a valid email address.";
  }
  return element.type === "url_text_input" && !/^https?:\/\/\S+$/.test(text)
    ? "Please enter a valid URL."
    : undefined;
}

function judgeNumber(element: Element, text: string): string | undefined {
  const isWhole = /^-?\d+$/.test(text);
  const isDecimal = /^-?\d+(\.\d+)?$/.test(text);
  if (element["is_decimal_allowed"] === true ? !isDecimal : !isWhole) {
    return "Please enter a valid number.";
  }
  const [least, most] = [element["min_value"], element["max_value"]];
  if (least !== undefined && Number(text) < Number(least)) {
    return `Please enter a number of at least ${String(least)}.`;
  }
  return most !== undefined && Number(text) > Number(most)
    ? `Please enter a number of at most ${String(most)}.`
    : undefined;
}
