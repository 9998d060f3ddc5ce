// Who may start, operate, abort, approve or override: principals are named, the moment of the click decides.

import { approvalRule } from "../approval/approval-rule.ts";
import type { Runbook } from "../format/format.ts";
import type { Step } from "../format/step-format.ts";
import type { Reason } from "../state/reason.ts";
import type { ActionKind, StepState } from "../state/step-state.ts";

/** The first three stand in the runbook's head, `approve` in the step's approval, `break-glass` in muster.yml. */
export type RunRight = "start" | "operate" | "abort" | "approve" | "break-glass";

/** What is true of a person at the moment they click. */
export type ActorFacts = {
  readonly userId: string;
  /** Teams for which they are on call now. */
  readonly onCallFor: readonly string[];
  /** Roles they hold in the run's incident; the lead counts as `incident_commander` too. */
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly isIncidentMember: boolean;
  /** A full member of the workspace: no guest, no bot, not deactivated. */
  readonly isResponder: boolean;
};

export type Permission =
  | { readonly ok: true; readonly as: string }
  | { readonly ok: false; readonly right: RunRight; readonly allowed: readonly string[] };

type Where = Pick<StepState, "state" | "reason" | "approval">;

/**
 * `at` is the step the click is about, `step` what the runbook says of it: passing by an approval that
 * was not given is an override, also before anybody was asked.
 */
export function rightFor(action: ActionKind, at?: Where, step?: Step): RunRight {
  switch (action) {
    case "abort":
    case "roll-back":
      return "abort";
    case "start-anyway":
    case "look-again":
    case "cancel":
      return "start";
    case "approve":
    case "deny":
      return "approve";
    case "break-glass":
      return "break-glass";
    case "skip":
    case "done":
      return at && isUnapproved(at, step) ? "break-glass" : "operate";
    case "could-not":
    case "choose":
    case "run":
    case "retry":
    case "check-again":
    case "proceed":
    case "go-to":
    case "it-happened":
    case "it-did-not":
    case "assign":
    case "pause":
    case "resume":
    case "leave":
      return "operate";
  }
}

const UNGIVEN: readonly (Reason["code"] | undefined)[] = [
  "denied",
  "approval-timed-out",
  "too-few-approvers",
];

/** An approval was asked and not given, or is still to be asked. */
function isUnapproved({ state, reason, approval }: Where, step: Step | undefined): boolean {
  if (state === "awaiting_approval") return true;
  if (state === "needs_decision" && UNGIVEN.includes(reason?.code)) return true;
  const isBefore = state === "preparing" || state === "needs_decision";
  return isBefore && approvalRule(step) !== undefined && approval?.state !== "granted";
}

/** Where a right is written down: the runbook, the step concerned, and the shop's list for overrides. */
export type RightsOf = {
  readonly runbook: Runbook;
  readonly step?: string;
  readonly breakGlass: readonly string[];
};

/** The principals who hold a right; nobody may approve where no approval is asked. */
export function principalsOf(right: RunRight, of: RightsOf): readonly string[] {
  const { runbook, breakGlass } = of;
  if (right === "break-glass") return breakGlass;
  // An empty rota must not leave a run that nobody can end.
  if (right === "abort") return [...new Set([...runbook.permissions.abort, ...breakGlass])];
  if (right !== "approve") return runbook.permissions[right];
  return approvalRule(runbook.steps.find(({ id }) => id === of.step))?.from ?? [];
}

/** Whoever is not a responder may nothing, whatever the list says. */
export function judgeRight(
  right: RunRight,
  allowed: readonly string[],
  actor: ActorFacts,
): Permission {
  const as = actor.isResponder ? allowed.find((principal) => isOne(principal, actor)) : undefined;
  return as === undefined ? { ok: false, right, allowed } : { ok: true, as };
}

function isOne(principal: string, actor: ActorFacts): boolean {
  const [sort, name = ""] = principal.split(/:(.*)/s);
  switch (sort) {
    case "any_responder":
      return true;
    case "incident_members":
      return actor.isIncidentMember;
    case "oncall":
      return actor.onCallFor.includes(name);
    case "group":
      return actor.groups.includes(name);
    case "role":
      return actor.roles.includes(name) || isLead(name, actor);
    case "user":
      return actor.userId === name;
    default:
      return false;
  }
}

/** People call the one who leads an incident by either name. */
function isLead(name: string, { roles }: ActorFacts): boolean {
  const names = ["lead", "incident_commander"];
  return names.includes(name) && names.some((role) => roles.includes(role));
}
