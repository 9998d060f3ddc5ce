// What is to be done after an incident, by whom and by when; and what becomes of it.
import { type Refused, refuse } from "./refusal.ts";
import type { TimelineEntry } from "./timeline.ts";

export type ActionItemState = "open" | "done";

export type ActionItem = {
  readonly id: string;
  readonly incidentId: string;
  readonly text: string;
  readonly owner: string;
  /** A calendar day, `2026-11-30`. */
  readonly dueOn: string | null;
  readonly state: ActionItemState;
  readonly createdAt: Date;
  readonly createdBy: string;
};

export type ActionItemCommand =
  | { readonly kind: "finish" }
  | { readonly kind: "reopen" }
  | { readonly kind: "hand-over"; readonly owner: string; readonly dueOn: string | null };

export type ActionItemDecision =
  | { readonly ok: true; readonly next: ActionItem; readonly entry: TimelineEntry }
  | Refused;

export function decideActionItem(item: ActionItem, command: ActionItemCommand): ActionItemDecision {
  if (command.kind === "hand-over") return handOver(item, command);
  const state = command.kind === "finish" ? "done" : "open";
  const { text } = item;
  if (item.state === state) return refuse({ code: "same-action-item", text, state });
  return changed({ ...item, state }, state === "done" ? "done" : "reopened");
}

type HandOver = Extract<ActionItemCommand, { kind: "hand-over" }>;

/** To somebody, by some day; either may be as it was. */
function handOver(item: ActionItem, { owner, dueOn }: HandOver): ActionItemDecision {
  const { text, state } = item;
  if (dueOn !== null && !isDay(dueOn)) return refuse({ code: "bad-day", given: dueOn });
  if (state === "done") return refuse({ code: "same-action-item", text, state });
  return changed({ ...item, owner, dueOn }, "handed-over");
}

function changed(
  next: ActionItem,
  change: Extract<TimelineEntry, { kind: "action-item-changed" }>["change"],
): ActionItemDecision {
  const { text, owner, dueOn } = next;
  const entry = { kind: "action-item-changed", change, text, owner, dueOn } as const;
  return { ok: true, next, entry };
}

/** By the calendar of the shop. */
export const isOverdue = ({ state, dueOn }: ActionItem, today: string): boolean =>
  state === "open" && dueOn !== null && dueOn < today;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export const isDay = (text: string): boolean => DAY.test(text);
