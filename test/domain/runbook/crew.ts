// People for tests of approvals: who votes, who is found, and a step that four eyes have to see.

import type { Clicked } from "../../../src/domain/runbook/state/run-event.ts";
import type { Person } from "../../../src/domain/runbook/state/stamp.ts";
import { ola, type Play, PUT } from "./play.ts";

export const piotr: Person = { id: "U3", name: "Piotr" };
export const zofia: Person = { id: "U4", name: "Zofia" };

/** A request that needs people's yes; `rule` are the keys of its approval. */
export const GUARDED = (rule: string, more = "") =>
  PUT(`    repeat: safe
    approval: {need: 1, from: [group:leads], ${rule}}
${more}`);

export const TWO = GUARDED("timeout: 10m, escalate_after: 3m, valid_for: 15m").replace(
  "need: 1",
  "need: 2",
);

/** What a vote carries: the request as it is asked about now. */
export function seen(run: Play): Pick<Clicked, "sha8" | "round"> {
  const { approval } = run.current();
  return { sha8: approval?.requestSha.slice(0, 8) ?? "", round: approval?.round ?? 0 };
}

/** A press of Approve by `ola`, to be sent as it is more than once or late. */
export function olasVote(run: Play) {
  return { ...run.here(), ...seen(run), type: "clicked", action: "approve", by: ola } as const;
}

export function approve(run: Play, by: Person, more: Partial<Clicked> = {}): void {
  run.click("approve", { by, ...seen(run), ...more });
}

export function tryVote(run: Play, by: Person, more: Partial<Clicked> = {}) {
  return run.tryClick(more.action ?? "approve", { by, ...seen(run), ...more });
}

export function found(run: Play, eligible: readonly string[]) {
  const round = run.current().approval?.round ?? 0;
  return run.send({ type: "approvers-found", ...run.here(), round, eligible });
}
