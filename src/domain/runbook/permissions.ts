// Who may start, operate or abort a run: the runbook names principals, the moment of the click decides.
import type { Runbook } from "./format.ts";
import type { ActionKind } from "./run.ts";

export type RunRight = "start" | "operate" | "abort";

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

export function rightFor(action: ActionKind): RunRight {
  return action === "abort" ? "abort" : "operate";
}

/** Whoever is not a responder may nothing, whatever the runbook says. */
export function mayDo(runbook: Runbook, right: RunRight, actor: ActorFacts): Permission {
  const allowed = runbook.permissions[right];
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
