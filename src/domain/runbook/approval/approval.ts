// An approval that is asked of people: for one request, in rounds, and void as soon as the request is another.

import type { Approval } from "../format/step-format.ts";
import type { ApprovalState } from "../state/approval-state.ts";
import {
  ask,
  instant,
  merge,
  patchStep,
  setTimer,
  stateOf,
  stepOf,
  type Turn,
} from "../state/turn.ts";
import { approvalRule } from "./approval-rule.ts";
import { excludedVoters } from "./separation.ts";

/** Asks for votes on what `sha` is the hash of; the step waits for them. */
export function askApproval(turn: Turn, id: string, sha: string): Turn {
  const isFirst = stateOf(turn, id).approval === undefined;
  return askRound(turn, id, sha, isFirst ? undefined : "retried");
}

/** The request is another than the one people voted on: asks again, and says so to whoever clicked. */
export function voidApproval(turn: Turn, id: string, sha: string): Turn {
  const { title } = stateOf(turn, id);
  const asked = askRound(turn, id, sha, "request-changed");
  return { ...asked, notice: { code: "request-changed", step: id, title } };
}

/** Nobody used the approval while it was good: the same request, in a new round. */
export function askAgain(turn: Turn, id: string): Turn {
  const { approval } = stateOf(turn, id);
  if (!approval) throw new Error(`step '${id}' has no approval to ask again`);
  return askRound(turn, id, approval.requestSha, "lapsed");
}

function askRound(turn: Turn, id: string, sha: string, again: ApprovalState["again"]): Turn {
  const rule = ruleOf(turn, id);
  const { approval: before, attempt } = stateOf(turn, id);
  const askedAt = instant(turn);
  const round = (before?.round ?? 0) + 1;
  const fresh = { requestSha: sha, round, state: "asked", need: rule.need, askedAt } as const;
  const approval = merge<ApprovalState>({ ...fresh, votes: [], escalated: false }, { again });
  const waiting = patchStep(turn, id, {
    state: "awaiting_approval",
    reason: undefined,
    timers: {},
    frozen: undefined,
    approval,
  });
  const exclude = excludedVoters(turn.run, rule, askedAt).map((each) => each.id);
  const { need, from } = rule;
  const about = { step: id, attempt, round };
  const asked = ask(waiting, { do: "ask-approval", ...about, need, from, exclude });
  // Messages of the round before still show their buttons.
  const told = before ? ask(asked, { do: "repaint-approval", step: id, attempt }) : asked;
  return armApproval(told, id, rule);
}

function armApproval(turn: Turn, id: string, { timeout, escalate_after }: Approval): Turn {
  const armed = setTimer(turn, id, "approval", timeout);
  const isWorthIt = escalate_after !== undefined && escalate_after < timeout;
  return isWorthIt ? setTimer(armed, id, "escalation", escalate_after) : armed;
}

export function ruleOf(turn: Turn, id: string): Approval {
  const rule = approvalRule(stepOf(turn, id));
  if (!rule) throw new Error(`step '${id}' asks for no approval`);
  return rule;
}

export function patchApproval(turn: Turn, id: string, patch: Partial<ApprovalState>): Turn {
  const { approval } = stateOf(turn, id);
  if (!approval) throw new Error(`step '${id}' has no approval`);
  return patchStep(turn, id, { approval: { ...approval, ...patch } });
}
