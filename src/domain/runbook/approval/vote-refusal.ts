// Whether a vote counts: for the request that was asked about, once a person, by somebody who may decide.

import type { ApprovalState } from "../state/approval-state.ts";
import type { RunRefusal } from "../state/refusal.ts";
import type { Clicked } from "../state/run-event.ts";
import type { StepState } from "../state/step-state.ts";
import { stateOf, stepOf, type Turn } from "../state/turn.ts";
import { approvalRule } from "./approval-rule.ts";
import { excludedVoters } from "./separation.ts";

/** Undefined when the vote may be cast, or where no approval was ever asked. */
export function refuseVote(turn: Turn, event: Clicked): RunRefusal | undefined {
  const state = stateOf(turn, event.step);
  const { approval } = state;
  if (!approval) return undefined;
  if (isAboutAnother(approval, event)) {
    return { code: "request-changed", step: state.id, title: state.title };
  }
  const earlier = approval.votes.find(({ by }) => by.id === event.by.id);
  if (earlier) return { code: "already-voted", step: state.id, vote: earlier };
  return isOpen(state) ? refuseVoter(turn, approval, event) : over(state, approval);
}

/** Votes are for one request and one round; those that were cast before are void. */
function isAboutAnother({ requestSha, round }: ApprovalState, event: Clicked): boolean {
  if (event.sha8 === undefined || event.sha8.length < 8) return true;
  return !requestSha.startsWith(event.sha8) || (event.round ?? round) !== round;
}

function isOpen({ state, approval }: StepState): boolean {
  return state === "awaiting_approval" && approval?.state === "asked";
}

function over(state: StepState, { state: how, votes, brokenGlass }: ApprovalState): RunRefusal {
  const { by, at } = brokenGlass ?? votes.at(-1) ?? {};
  const who =
    how === "timed-out" || how === "too-few" ? {} : { ...(by && { by }), ...(at && { at }) };
  return { code: "approval-over", step: state.id, how, ...who };
}

function refuseVoter(
  turn: Turn,
  { askedAt, eligible }: ApprovalState,
  { step, action, by }: Clicked,
): RunRefusal | undefined {
  const rule = approvalRule(stepOf(turn, step));
  if (!rule) return undefined;
  const excluded = excludedVoters(turn.run, rule, askedAt).find(({ id }) => id === by.id);
  if (!excluded) return undefined;
  const others = (eligible ?? []).filter((user) => user !== by.id);
  return { code: "excluded", action, as: excluded.as, from: rule.from, others };
}
