// Leaves a change as it is, on purpose: with a reason, an owner and a day, as an action item.
import type { ActionItem } from "../domain/action-item.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Person } from "../domain/runbook/run.ts";
import type { Context } from "./context.ts";

export type LeaveWish = {
  readonly runId: string;
  readonly step: string;
  readonly reason: string;
  /** Slack user id. */
  readonly owner: string;
  /** `2026-11-30`. */
  readonly dueOn: string;
  readonly by: Person;
};

export type ChangeLeft = { readonly ok: true; readonly item: ActionItem } | Refused;

export async function leaveChange(_ctx: Context, _wish: LeaveWish): Promise<ChangeLeft> {
  return await Promise.reject(new Error("changes are not left yet"));
}
