// Renders every select: static, users, conversations, channels; one choice or several.
import type { ExternalSelect, MultiExternalSelect, MultiSelect, Select } from "@slack/types";
import { h } from "preact";
import type { Snapshot } from "../../wire.ts";
import { channelLabel } from "../labels.ts";
import { useWorkspace } from "../workspace-context.ts";
import { Picker, type PickerOption } from "./picker.ts";
import { plainText } from "./text-object.ts";
import { type ElementProps, useElement } from "./use-element.ts";

/** External selects ask the app for their options; no one uses them here yet. */
type KnownSelect = Exclude<Select | MultiSelect, ExternalSelect | MultiExternalSelect>;

export function SelectElement(props: ElementProps<KnownSelect>) {
  const { element } = props;
  const { data } = useWorkspace();
  const { value, choose, isBusy, dialog } = useElement(props);
  const isMulti = element.type.startsWith("multi_");
  return [
    h(Picker, {
      isMulti,
      isBusy,
      options: optionsOf(element, data),
      chosen: chosenOf(value),
      placeholder: element.placeholder?.text ?? "Choose…",
      labelledBy: props.labelledBy,
      max: "max_selected_items" in element ? element.max_selected_items : undefined,
      onChange: (chosen) => choose(isMulti ? chosen : (chosen[0] ?? null)),
    }),
    dialog,
  ];
}

function chosenOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value;
  return typeof value === "string" ? [value] : [];
}

function optionsOf(element: KnownSelect, data: Snapshot): readonly PickerOption[] {
  switch (element.type) {
    case "static_select":
    case "multi_static_select":
      return staticOptions(element);
    case "users_select":
    case "multi_users_select":
      return userOptions(data);
    case "channels_select":
    case "multi_channels_select":
      return channelOptions(data, ["public"]);
    case "conversations_select":
    case "multi_conversations_select":
      return channelOptions(data, element.filter?.include ?? ["public", "private", "im", "mpim"]);
  }
}

type StaticSelect = Extract<
  Select | MultiSelect,
  { type: "static_select" | "multi_static_select" }
>;

function staticOptions(element: StaticSelect): readonly PickerOption[] {
  const groups = element.option_groups ?? [{ label: undefined, options: element.options ?? [] }];
  return groups.flatMap(({ label, options }) =>
    options.map((option) => ({
      value: option.value ?? "",
      text: plainText(option.text),
      detail: option.description?.text,
      group: label?.text,
    })),
  );
}

function userOptions({ users }: Snapshot): readonly PickerOption[] {
  return users
    .filter((user) => !user.deleted)
    .map((user) => ({ value: user.id, text: user.realName, detail: `@${user.name}` }));
}

function channelOptions(data: Snapshot, kinds: readonly string[]): readonly PickerOption[] {
  return data.channels
    .filter((channel) => kinds.includes(channel.kind) && !channel.isArchived)
    .map((channel) => ({ value: channel.id, text: channelLabel(data, channel) }));
}
