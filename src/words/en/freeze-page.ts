// English: what Muster's own pages say of code freezes.
import type { ExceptionState } from "../../domain/freeze/exception.ts";
import type { DeployHold, FreezeState, HoldMode } from "../../domain/freeze/freeze.ts";
import type { RepositoryState } from "../../domain/freeze/repository.ts";
import type { FreezeStanding } from "../../domain/freeze/standing.ts";
import { term } from "./terms.ts";

const modes: Readonly<Record<HoldMode, string>> = {
  app_check: "required check of the GitHub App",
  bot_merge: "only Muster may merge",
  advisory: "advisory: GitHub refuses rules there",
  none: "none: GitHub is not connected, or the repository cannot be reached",
};

const repositoryStates: Readonly<Record<RepositoryState, string>> = {
  open: "open",
  staged: "ready, switched off",
  frozen: "held",
  drifted: "rule taken away by hand",
  unknown: "unknown: GitHub did not answer",
  failed: "GitHub refuses",
  unenforced: "not enforced",
};

const exceptionStates: Readonly<Record<ExceptionState, string>> = {
  asked: "asked",
  approved: "approved",
  denied: "denied",
  used: "merged",
  expired: "expired",
  revoked: "revoked",
  void: "void",
};

const deploys: Readonly<Record<DeployHold, string>> = {
  variable: "the variable MUSTER_FREEZE",
  workflow: "workflows switched off",
  gate: "a gate of the environments",
};

const events: Readonly<Record<string, string>> = {
  "freeze.drafted": "drafted",
  "freeze.proposed": "approval asked",
  "freeze.voted": "vote",
  "freeze.denied": "not approved",
  "freeze.change-denied": "change not approved",
  "freeze.scheduled": "declared",
  "freeze.active": "active: everything was read back as held",
  "freeze.extended": "extended",
  "freeze.shortened": "shortened",
  "freeze.ended": "ended; being lifted",
  "freeze.lifted": "lifted: everything was read back as open",
  "freeze.cancelled": "cancelled",
  "freeze.late": "late: somebody was told",
  "freeze.put-back": "to be put back",
  "freeze.waits": "its end has passed: it holds until somebody lets go",
  "freeze.undecided": "its start has passed without approval",
  "repository.open": "read back as open",
  "repository.staged": "rule stands ready, switched off",
  "repository.frozen": "read back as held",
  "repository.drifted": "rule taken away or changed by hand",
  "repository.unknown": "GitHub did not answer",
  "repository.failed": "GitHub refuses",
  "repository.unenforced": "not enforced, told and watched only",
  "rule.removed": "rule removed by hand",
  "rule.changed": "rule changed by hand",
  "rule.foreign": "a rule of somebody else's",
  "rule.bypassed": "rule bypassed",
  "push.direct": "pushed directly",
  "pull.merged": "merged",
  "exception.requested": "exception asked",
  "exception.approved": "exception approved",
  "exception.denied": "exception denied",
  "exception.voted": "vote on an exception",
  "exception.used": "exception merged",
  "exception.expired": "exception expired",
  "exception.revoked": "exception revoked",
  "exception.voided": "exception void",
};

const details: Readonly<Record<string, string>> = {
  startsAt: "from",
  endsAt: "until",
  headSha: "commit",
  mergeSha: "merged as",
  mergedBy: "by",
  login: "by",
  follows: "then",
  need: "approvals needed",
};

/** Said otherwise on the same line, or for programs. */
const UNSAID: readonly string[] = ["url", "state", "number", "base", "version"];

const { count } = term;

export const freezePage = {
  freezes: () => "Code freezes",
  noFreeze: (wanted: string) => `There is no code freeze ${wanted}.`,
  nowAndNext: () => "Now and next",
  noneOpen: (slash: string) => `No code freeze is declared. Declare one with ${slash} new.`,
  past: () => "The last ones",
  nonePast: () => "No code freeze is over yet.",
  calendar: () => "Subscribe to the calendar (iCalendar)",
  calendarBy: (address: string) =>
    `The calendar (iCalendar): ${address} with one of the tokens of freeze.token.`,

  // A table of freezes
  from: () => "From",
  until: () => "Until",
  repositories: () => "Repositories",
  declaredBy: () => "Declared by",
  untilResolved: () => "its incident is resolved",

  state: (state: FreezeState, standing: FreezeStanding | null, hasBegun: boolean): string => {
    switch (state) {
      case "drafted":
        return "draft";
      case "proposed":
        return "waits for approval";
      case "scheduled":
      case "active":
        return hasBegun && standing ? holding(standing) : "scheduled";
      case "lifting":
        return standing ? `being lifted: ${standing.open} of ${standing.of} open` : "being lifted";
      case "lifted":
        return "lifted";
      case "cancelled":
        return "cancelled";
      case "denied":
        return "not approved";
    }
  },
  ends: {
    over: "its time was over",
    early: "lifted before its end",
    cancelled: "cancelled before it began",
    denied: "not approved",
    "incident-resolved": "its incident was resolved",
  } as const,

  // A table of repositories
  repository: () => "Repository",
  howItStands: () => "On GitHub",
  mode: (mode: HoldMode) => modes[mode],
  modeTitle: () => "How it is held",
  repositoryState: (state: RepositoryState) => repositoryStates[state],
  since: () => "Since",
  lastLook: () => "Last look",
  neverLooked: () => "not yet",
  heldFrom: () => "Held from",
  openFrom: () => "Open from",
  notHeld: () => "Not held for",
  never: () => "never",
  noRepositories: () => "No repository is listed. Add them to github.repositories in muster.yml.",

  // Exceptions
  exceptions: () => "Exceptions",
  liveExceptions: () => "Exceptions asked and approved",
  noExceptions: () => "None was asked for.",
  noLiveExceptions: () => "None is asked or approved.",
  exception: () => "Exception",
  pull: (repository: string, number: number) => `${repository}#${number}`,
  change: () => "Change",
  commit: () => "Commit",
  exceptionState: (state: ExceptionState) => exceptionStates[state],
  hotfix: () => "hotfix",
  votes: (given: number, need: number) => `${given} of ${need}`,
  votesTitle: () => "Approvals",
  requestedBy: () => "Asked by",
  validUntil: () => "Valid until",
  reason: () => "Reason",

  // One freeze
  window: () => "Window",
  between: (from: string, to: string) => `${from} to ${to}`,
  zoneOf: (zone: string) => `in ${zone}`,
  why: () => "Reason",
  endedTitle: () => "Ended",
  approvals: () => "Decisions",
  noApprovals: () => "Nobody was asked.",
  proposal: (kind: string, given: number, need: number, state: string) =>
    `${kind}: ${given} of ${need}, ${state}`,
  vote: (who: string, vote: "approve" | "deny", note: string | null) =>
    `${who}: ${vote === "approve" ? "approved" : "denied"}${note === null ? "" : ` (${note})`}`,
  proposals: {
    declare: "Declaration",
    extend: "Extension",
    shorten: "Shortening",
    lift: "Lift before its end",
    cancel: "Cancellation",
  } as const,
  ballotStates: { asked: "open", granted: "granted", denied: "denied" } as const,
  holds: () => "Holds",
  deploys: (kinds: readonly DeployHold[]) =>
    `deployments by ${kinds.map((kind) => deploys[kind]).join(" and ")}`,
  atTheEnd: () => "At the end",
  lifts: { auto: "lifts by itself", ask: "holds until a release manager lets go" } as const,
  incident: () => "Incident",

  // Report
  report: () => "What passed it",
  reportSoFar: () => "What passed it so far",
  reportLine: (what: string, many: number) => `${what}: ${many}`,
  merged: () => "Merged while it held",
  mergedWithout: () => "of these without an exception",
  mergedWithoutException: () => "merged without an exception",
  bypassed: () => "Rule bypassed",
  pushed: () => "Pushed directly",
  drifted: () => "Rule changed or removed by hand",
  hotfixes: () => "Exceptions in the hotfix lane",
  nothingPassed: () => "Nothing else got past it.",
  events: () => "Everything that happened",
  noEvents: () => "Nothing yet.",
  event: (what: string) => events[what] ?? what.replaceAll(/[.-]/g, " "),
  /** Undefined: not worth a word here. */
  detail: (name: string, value: string): string | undefined => {
    if (UNSAID.includes(name) || (name === "lane" && value === "normal")) return undefined;
    if (name === "pull") return `#${value}`;
    if (name === "exception") return `EXC-${value}`;
    if (name === "mode") return modes[value as HoldMode] ?? value;
    if (name === "vote" || name === "title" || name === "why" || name === "reason") return value;
    return `${details[name] ?? name}: ${value}`;
  },
};

/** Never "active" while something that is meant to be held is not. */
function holding({ held, of, unenforced, drifted, failed, unknown }: FreezeStanding): string {
  const others = [
    unenforced > 0 && `${unenforced} not enforced`,
    drifted > 0 && `${drifted} changed by hand`,
    failed > 0 && `${failed} refused by GitHub`,
    unknown > 0 && `${unknown} unknown`,
  ].filter((each) => each !== false);
  const tally = [`${held} of ${count(of, "repository", "repositories")} held`, ...others];
  if (held + unenforced === of && held > 0) return `active: ${tally.join(", ")}`;
  if (unenforced === of) return `announced, not enforced`;
  return `partially active: ${tally.join(", ")}`;
}
