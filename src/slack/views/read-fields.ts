// Reads what a person filled in, by the field's name, and what the form held when it was opened.
import type { FieldState, SeenView } from "../request.ts";

function stateOf(view: SeenView, name: string): FieldState | undefined {
  return Object.values(view.values[name] ?? {})[0];
}

/** Trimmed text, chosen value, user or day; null where nothing stands in it. */
export function readField(view: SeenView, name: string): string | null {
  const state = stateOf(view, name);
  const given =
    state?.value ??
    state?.selected_option?.value ??
    state?.selected_user ??
    state?.selected_conversation ??
    state?.selected_channel ??
    state?.selected_date ??
    (state?.selected_date_time ? String(state.selected_date_time) : undefined);
  return given?.trim() || null;
}

/** All that were chosen in a field that takes several. */
export function readChosen(view: SeenView, name: string): readonly string[] {
  return (stateOf(view, name)?.selected_options ?? []).map(({ value }) => value);
}

/** Undefined where no moment was chosen. */
export function readMoment(view: SeenView, name: string): Date | undefined {
  const seconds = stateOf(view, name)?.selected_date_time;
  return typeof seconds === "number" ? new Date(seconds * 1_000) : undefined;
}

type Element = {
  readonly initial_value?: unknown;
  readonly initial_option?: { readonly value?: unknown };
};

/** What the field held when the form was opened. */
export function readInitial(view: SeenView, name: string): string | null {
  const block = view.blocks.find((each) => each["block_id"] === name);
  const element = block?.["element"] as Element | undefined;
  const initial = element?.initial_value ?? element?.initial_option?.value;
  return typeof initial === "string" ? initial.trim() || null : null;
}
