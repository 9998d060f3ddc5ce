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
