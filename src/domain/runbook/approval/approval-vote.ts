// What votes, too few voters, an override and the passing of time make of an approval that was asked.

import { isSending } from "../effect/effect-look.ts";
import { becomeReady } from "../effect/effect-ready.ts";
import { enterStep } from "../run/arrive.ts";
import { askPerson } from "../run/settle.ts";
import { approving } from "../state/approval-state.ts";
import type { Reason } from "../state/reason.ts";
import type { Clicked } from "../state/run-event.ts";
import { ask, instant, patchStep, setTimer, stateOf, stepOf, type Turn } from "../state/turn.ts";
import { askAgain, patchApproval, ruleOf } from "./approval.ts";
import { excludedVoters } from "./separation.ts";

/** The vote may be cast: `refuseVote` has said so. */
export function vote(turn: Turn, event: Clicked): Turn {
  const { step: id, by } = event;
  const { votes } = approvalOf(turn, id);
  const note = event.note?.trim();
  const kind = event.action === "deny" ? "deny" : "approve";
  const cast = { by, at: instant(turn), vote: kind, ...(note ? { note } : {}) } as const;
  const counted = patchApproval(turn, id, { votes: [...votes, cast] });
  if (kind === "deny") {
    return refuseStep(counted, id, "denied", { code: "denied", by, ...(note ? { note } : {}) });
  }
  const given = approving(votes).length + 1;
  return given >= approvalOf(turn, id).need ? grant(counted, id) : repaint(counted, id);
}

/** Overrides an approval, also one that was denied or that nobody gave; the run keeps who did it and why. */
export function breakGlass(turn: Turn, event: Clicked): Turn {
  const brokenGlass = { by: event.by, at: instant(turn), why: event.note?.trim() ?? "" };
  return grant(patchApproval(turn, event.step, { brokenGlass }), event.step);
}

/** Those who are left out stay left out, whoever found the others. */
export function hearOfApprovers(turn: Turn, id: string, found: readonly string[]): Turn {
  const { askedAt, need, votes } = approvalOf(turn, id);
  const out = excludedVoters(turn.run, ruleOf(turn, id), askedAt).map((person) => person.id);
  const eligible = [...new Set(found)].filter((user) => !out.includes(user));
  const known = patchApproval(turn, id, { eligible });
  const possible = new Set([...eligible, ...votes.map(({ by }) => by.id)]).size;
  if (possible >= need) return known;
  const reason = { code: "too-few-approvers", need, eligible: possible } as const;
  return refuseStep(known, id, "too-few", reason);
}

export function timeOutApproval(turn: Turn, id: string): Turn {
  const afterMs = ruleOf(turn, id).timeout;
  return refuseStep(turn, id, "timed-out", { code: "approval-timed-out", afterMs });
}

export function escalateApproval(turn: Turn, id: string): Turn {
  const { round, escalated } = approvalOf(turn, id);
  if (escalated) return turn;
  const { attempt } = stateOf(turn, id);
  const said = patchApproval(turn, id, { escalated: true });
  return ask(said, { do: "escalate-approval", step: id, attempt, round });
}

/** Not used in time. While nothing new may start, the next round waits too. */
export function lapse(turn: Turn, id: string): Turn {
  if (turn.run.hold) return patchApproval(turn, id, { state: "lapsed" });
  return askAgain(turn, id);
}

export function isLapsed(turn: Turn, id: string): boolean {
  const { approval } = stateOf(turn, id);
  if (approval?.state === "lapsed") return true;
  const { state, lapsesAt } = approval ?? {};
  return state === "granted" && lapsesAt !== undefined && Date.parse(lapsesAt) <= now(turn);
}

function grant(turn: Turn, id: string): Turn {
  const lapsesAt = new Date(now(turn) + ruleOf(turn, id).valid_for).toISOString();
  const granted = patchApproval(turn, id, { state: "granted", grantedAt: instant(turn), lapsesAt });
  const quiet = patchStep(granted, id, {
    state: "awaiting_approval",
    reason: undefined,
    timers: {},
    frozen: undefined,
  });
  return goOnApproved(repaint(quiet, id), id);
}

/** What the approval was asked for begins; in a run that is held it waits for that to end. */
export function goOnApproved(turn: Turn, id: string): Turn {
  if (turn.run.hold) return turn;
  if (isLapsed(turn, id)) return askAgain(turn, id);
  const step = stepOf(turn, id);
  return isSending(step) ? becomeReady(turn, step) : enterStep(turn, step);
}

/** Only what waits for its click can lapse; anything else has used its approval by beginning. */
export function armLapse(turn: Turn, id: string): Turn {
  const { state, approval, timers } = stateOf(turn, id);
  if (state !== "ready" || approval?.state !== "granted" || timers.lapse) return turn;
  const { lapsesAt } = approval;
  return lapsesAt ? setTimer(turn, id, "lapse", Date.parse(lapsesAt) - now(turn)) : turn;
}

type Ending = "denied" | "timed-out" | "too-few";

function refuseStep(turn: Turn, id: string, state: Ending, reason: Reason): Turn {
  return repaint(askPerson(patchApproval(turn, id, { state }), id, reason), id);
}

function repaint(turn: Turn, id: string): Turn {
  return ask(turn, { do: "repaint-approval", step: id, attempt: stateOf(turn, id).attempt });
}

function approvalOf(turn: Turn, id: string) {
  const { approval } = stateOf(turn, id);
  if (!approval) throw new Error(`step '${id}' has no approval`);
  return approval;
}

function now(turn: Turn): number {
  return turn.moment.now.getTime();
}
