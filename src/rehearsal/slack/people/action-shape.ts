// The entry in a block_actions payload for one use of one element.
import type { Placed } from "../rules/elements.ts";
import { valueField } from "../rules/initial-values.ts";
import type { ElementValue, Use } from "../types.ts";
import { findOption } from "./use-element.ts";

export function actionShape(
  { blockId, element }: Placed,
  use: Use,
  value: ElementValue | undefined,
  actionTs: string,
): Record<string, unknown> {
  const base = { type: element.type, block_id: blockId, action_id: element.action_id };
  if (value !== undefined) {
    const placeholder =
      element["placeholder"] === undefined ? {} : { placeholder: element["placeholder"] };
    const field = valueField(element.type);
    const initial =
      field !== undefined && element[field.initial] !== undefined
        ? { [field.initial]: element[field.initial] }
        : {};
    return { ...base, ...value, ...placeholder, ...initial, action_ts: actionTs };
  }
  if (element.type === "overflow") {
    return {
      ...base,
      selected_option: findOption(element, use.selectedOption ?? ""),
      action_ts: actionTs,
    };
  }
  const text = element["text"] === undefined ? {} : { text: element["text"] };
  const given = element["value"] === undefined ? {} : { value: element["value"] };
  const style = element["style"] === undefined ? {} : { style: element["style"] };
  return { ...base, ...text, ...given, ...style, action_ts: actionTs };
}
