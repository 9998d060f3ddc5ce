// Renders date, time and date-with-time pickers; times are in the acting person's zone.
import type { Datepicker, DateTimepicker, Timepicker } from "@slack/types";
import { h } from "preact";
import { useWorkspace } from "../workspace-context.ts";
import { type ElementProps, useElement } from "./use-element.ts";
import { fromWallClock, toWallClock } from "./wall-clock.ts";

const inputTypes = {
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
} as const;

export function MomentElement(props: ElementProps<Datepicker | DateTimepicker | Timepicker>) {
  const { element } = props;
  const { data } = useWorkspace();
  const { value, choose, dialog } = useElement(props);
  const tz = data.users.find((user) => user.id === data.me)?.tz ?? "UTC";
  const text = typeof value === "number" ? toWallClock(value, tz) : value;
  const onChange = (event: Event) => {
    const chosen = (event.currentTarget as HTMLInputElement).value;
    if (chosen === "") choose(null);
    else choose(element.type === "datetimepicker" ? fromWallClock(chosen, tz) : chosen);
  };
  return [
    h("input", {
      class: "input input-moment",
      type: inputTypes[element.type],
      value: typeof text === "string" ? text : "",
      "aria-labelledby": props.labelledBy,
      "aria-label": props.labelledBy
        ? undefined
        : "placeholder" in element
          ? element.placeholder?.text
          : "Date and time",
      onChange,
    }),
    dialog,
  ];
}
