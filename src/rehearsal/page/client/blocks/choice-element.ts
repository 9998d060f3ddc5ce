// Renders radio buttons and checkboxes.
import type { Checkboxes, RadioButtons } from "@slack/types";
import { h } from "preact";
import { useId } from "preact/hooks";
import { TextObjectView } from "./text-object.ts";
import { type ElementProps, useElement } from "./use-element.ts";

export function ChoiceElement(props: ElementProps<Checkboxes | RadioButtons>) {
  const { element } = props;
  const { value, choose, dialog } = useElement(props);
  const name = useId();
  const isMulti = element.type === "checkboxes";
  const chosen = Array.isArray(value) ? value : [value];
  const pick = (picked: string, isOn: boolean) => {
    if (!isMulti) return choose(picked);
    const others = chosen.filter((each): each is string => typeof each === "string");
    choose(isOn ? [...others, picked] : others.filter((each) => each !== picked));
  };
  return [
    h(
      "div",
      {
        class: "choices",
        role: isMulti ? "group" : "radiogroup",
        "aria-labelledby": props.labelledBy,
      },
      element.options.map((option) =>
        h(
          "label",
          { key: option.value, class: "choice" },
          h("input", {
            type: isMulti ? "checkbox" : "radio",
            name,
            checked: chosen.includes(option.value ?? ""),
            onChange: (event: Event) =>
              pick(option.value ?? "", (event.currentTarget as HTMLInputElement).checked),
          }),
          h(
            "span",
            null,
            h(TextObjectView, { object: option.text }),
            option.description &&
              h("small", null, h(TextObjectView, { object: option.description })),
          ),
        ),
      ),
    ),
    dialog,
  ];
}
