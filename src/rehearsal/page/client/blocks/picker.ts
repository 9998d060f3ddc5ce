// A select with search: one choice or several, from options that may be grouped.
import { h } from "preact";
import { useState } from "preact/hooks";
import { Popover } from "../popover.ts";

export type PickerOption = {
  readonly value: string;
  readonly text: string;
  readonly detail?: string | undefined;
  readonly group?: string | undefined;
};

export type PickerProps = {
  readonly options: readonly PickerOption[];
  readonly chosen: readonly string[];
  readonly placeholder: string;
  readonly isMulti: boolean;
  readonly isBusy: boolean;
  readonly max?: number | undefined;
  readonly labelledBy?: string | undefined;
  onChange(chosen: readonly string[]): void;
};

/** Below this, a list is faster read than searched. */
const searchFrom = 8;

export function Picker(props: PickerProps) {
  const chosen = props.options.filter((option) => props.chosen.includes(option.value));
  const face = chosen.length === 0 ? props.placeholder : chosen.map(({ text }) => text).join(", ");
  return h(Popover, {
    kind: "listbox",
    label: props.labelledBy ? undefined : `${props.placeholder}${chosen.length ? `: ${face}` : ""}`,
    labelledBy: props.labelledBy,
    buttonClass: `select${chosen.length === 0 ? " is-empty" : ""}${props.isBusy ? " is-busy" : ""}`,
    face: [h("span", { class: "select-face" }, face), h("span", { "aria-hidden": true }, "▾")],
    children: (close) => h(PickerList, { ...props, close }),
  });
}

function PickerList(props: PickerProps & { close: () => void }) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState(props.chosen);
  const wanted = search.toLowerCase();
  const shown = props.options.filter(({ text, detail }) =>
    `${text} ${detail ?? ""}`.toLowerCase().includes(wanted),
  );
  const groups = Map.groupBy(shown, (option) => option.group ?? "");
  const pick = (value: string) => {
    const next = nextChoice(chosen, value, props);
    setChosen(next);
    props.onChange(next);
    if (!props.isMulti) props.close();
  };
  return h(
    "div",
    { class: "picker" },
    props.options.length > searchFrom &&
      h("input", {
        class: "input picker-search",
        type: "search",
        placeholder: "Search",
        "aria-label": "Search the options",
        value: search,
        onInput: (event: Event) => setSearch((event.currentTarget as HTMLInputElement).value),
      }),
    h(
      "div",
      { class: "menu", role: "listbox", "aria-multiselectable": props.isMulti },
      [...groups].map(([group, options]) => [
        group !== "" && h("div", { class: "menu-group" }, group),
        options.map((option) =>
          h(PickerRow, {
            key: option.value,
            option,
            pick,
            isChosen: chosen.includes(option.value),
          }),
        ),
      ]),
      shown.length === 0 && h("p", { class: "menu-empty" }, "Nothing found"),
    ),
  );
}

function nextChoice(chosen: readonly string[], value: string, { isMulti, max }: PickerProps) {
  if (!isMulti) return [value];
  if (chosen.includes(value)) return chosen.filter((each) => each !== value);
  return max !== undefined && chosen.length >= max ? chosen : [...chosen, value];
}

function PickerRow(props: {
  option: PickerOption;
  isChosen: boolean;
  pick: (value: string) => void;
}) {
  const { option, isChosen } = props;
  return h(
    "button",
    {
      type: "button",
      role: "option",
      class: "menu-item",
      "aria-selected": isChosen,
      onClick: () => props.pick(option.value),
    },
    h("span", null, option.text, isChosen && h("span", { class: "menu-tick" }, "✓")),
    option.detail && h("small", null, option.detail),
  );
}
