// Names of everything clickable in Slack and the values it carries: built and parsed here only.
import { type Refused, refuse } from "../domain/refusal.ts";
import type { ActionKind } from "../domain/runbook/state/step-state.ts";
import { packOption, packValue, unpackValue } from "./packed-value.ts";

/** `noun:verb`. Where one block holds several of a kind, `actionId` adds a part after a dot. */
export const ACTIONS = {
  acknowledge: "incident:ack",
  takeLead: "incident:lead",
  postUpdate: "incident:update",
  mitigated: "incident:mitigate",
  resolve: "incident:resolve",
  reopen: "incident:reopen",
  postMortem: "incident:post-mortem",
  addActionItem: "incident:action-item",
  incidentMore: "incident:more",
  follow: "incident:follow",
  unfollow: "incident:unfollow",
  details: "incident:details",
  snoozeUpdate: "incident:snooze",
  stopReminders: "incident:stop-reminders",
  declare: "incident:declare",
  editIncident: "incident:edit",
  pickIncident: "incident:pick",
  pickRunbook: "runbook:pick",
  showRunbook: "runbook:show",
  planRunbook: "runbook:plan",
  drillRunbook: "runbook:drill",
  runAct: "run:act",
  runMore: "run:more",
  runSteps: "run:steps",
  actionItemAct: "action-item:act",
  changeAct: "change:act",
  showChanges: "incident:changes",
  pageAcknowledge: "page:ack",
  pageEscalate: "page:escalate",
  pagePassOn: "page:pass-on",
  showDelivery: "delivery:show",
  replayDelivery: "delivery:replay",
  newFreeze: "freeze:new",
  freezeDeclare: "freeze:declare",
  freezeDiscard: "freeze:discard",
  freezeApprove: "freeze:approve",
  freezeDeny: "freeze:deny",
  freezeDetails: "freeze:details",
  freezeLetGo: "freeze:let-go",
  freezePutBack: "freeze:put-back",
  freezeMore: "freeze:more",
  askException: "exception:ask",
  exceptionApprove: "exception:approve",
  exceptionDeny: "exception:deny",
  exceptionRevoke: "exception:revoke",
  readinessSay: "readiness:say",
  readinessVote: "readiness:vote",
  readinessDecide: "readiness:decide",
  useCommand: "command:use",
  tryAgain: "request:again",
  /** Buttons that only open an address; Slack reports these clicks too. */
  openLink: "link:open",
} as const;

export type ActionId = (typeof ACTIONS)[keyof typeof ACTIONS];

/** Modals that are submitted. */
export const CALLBACKS = {
  declare: "incident:declare",
  postUpdate: "incident:update",
  changePriority: "incident:priority",
  resolve: "incident:resolve",
  cancel: "incident:cancel",
  assignRole: "incident:role",
  pageSomeone: "incident:page",
  addNote: "incident:note",
  addMessage: "incident:message",
  addActionItem: "incident:action-item",
  changeActionItem: "action-item:change",
  editIncident: "incident:edit",
  pickRunbook: "runbook:pick",
  startRun: "runbook:start",
  runNote: "run:note",
  runGoTo: "run:go-to",
  runType: "run:type",
  runCollect: "run:collect",
  runAssign: "run:assign",
  runAbort: "run:abort",
  runAnnounce: "run:announce",
  runVote: "run:vote",
  leaveChange: "change:leave",
  newFreeze: "freeze:new",
  freezeChange: "freeze:change",
  freezeVote: "freeze:vote",
  askException: "exception:ask",
  exceptionVote: "exception:vote",
  exceptionRevoke: "exception:revoke",
  readinessSay: "readiness:say",
  readinessVote: "readiness:vote",
  readinessDecide: "readiness:decide",
  readinessGo: "readiness:go",
} as const;

export type CallbackId = (typeof CALLBACKS)[keyof typeof CALLBACKS];

/** Names fixed by manifest.yml. */
export const SHORTCUTS = {
  declare: "sc_declare",
  addToTimeline: "sc_timeline",
  declareFromMessage: "sc_declare_msg",
} as const;

/** What the overflow menu of a card offers. */
export type More =
  | "take-lead"
  | "change-priority"
  | "page-someone"
  | "add-note"
  | "edit"
  | "cancel";

export type IncidentValue = {
  readonly about: "incident";
  readonly incident: number;
  /** The version that was shown; null where the message shows none. */
  readonly version: number | null;
  readonly more?: More;
};

export type RunValue = {
  readonly about: "run";
  readonly run: number;
  readonly step: string;
  readonly attempt: number;
  readonly action: ActionKind;
  readonly option?: string;
  readonly target?: string;
  /** The request that was seen, where the answer counts for that one only. */
  readonly sha8?: string;
  /** The person to assign. */
  readonly to?: string;
};

/** An effect that a run has applied: `step` is the one that applied it. */
export type ChangeValue = {
  readonly about: "change";
  readonly run: number;
  readonly step: string;
  readonly do: "undo" | "leave" | "show";
};

export type ActionItemValue = {
  readonly about: "action-item";
  readonly item: string;
  readonly do: "finish" | "reopen" | "change";
};

export type PageValue = { readonly about: "page"; readonly page: string };
export type DeliveryValue = { readonly about: "delivery"; readonly delivery: string };
export type RunbookValue = {
  readonly about: "runbook";
  readonly slug: string;
  readonly incident: number | null;
  /** Left out: it is run for real. */
  readonly mode?: "drill" | "plan";
};
/** What is wanted of a freeze that a form is opened for. */
export type FreezeVerb = "extend" | "shorten" | "lift" | "cancel";

export type FreezeValue = {
  readonly about: "freeze";
  readonly freeze: number;
  /** The request that was seen: a vote counts for no other. */
  readonly proposal?: string;
  /** From 0, where what is shown takes several pages. */
  readonly page?: number;
  readonly verb?: FreezeVerb;
  /** The one that is meant of its repositories. */
  readonly repository?: string;
};
export type ExceptionValue = {
  readonly about: "exception";
  readonly exception: number;
  /** What the form that carries it is for. */
  readonly vote?: "approve" | "deny";
};
/** A campaign's board, by its name: `black-friday/2026`. */
export type ReadinessValue = {
  readonly about: "readiness";
  readonly board: string;
  readonly vote?: "go" | "no-go";
  /** `openKey` of the open items that were shown. */
  readonly seen?: string;
};
export type CommandValue = { readonly about: "command"; readonly text: string };
export type NoValue = { readonly about: "nothing" };

/** All that a button may carry. Only ids, and the version that the person saw. */
export type Value =
  | IncidentValue
  | RunValue
  | ChangeValue
  | ActionItemValue
  | PageValue
  | DeliveryValue
  | RunbookValue
  | FreezeValue
  | ExceptionValue
  | ReadinessValue
  | CommandValue
  | NoValue;

/** Slack takes 2,000 characters in a button; ours stay far below. Also fit for private_metadata. */
export function writeValue(value: Value): string {
  return JSON.stringify(packValue(value));
}

/** A menu's option holds 75 characters: a run's value is packed closer there. */
export function writeOption(value: IncidentValue | RunValue | FreezeValue): string {
  if (value.about === "run") return JSON.stringify(packOption(value));
  return writeValue(value);
}

/** What a button of this or an earlier version carries; refused as stale where it cannot be read. */
export function readValue(
  text: string | undefined,
): { readonly ok: true; readonly value: Value } | Refused {
  const value = unpackValue(parseJson(text ?? ""));
  return value ? { ok: true, value } : refuse({ code: "stale", what: "button" });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever is not JSON was not written by us: the schema refuses it.
    return undefined;
  }
}

/** `run:act` with part `choose.payu` is `run:act.choose.payu`: unique within its block, same meaning. */
export function actionId(action: ActionId, part?: string | number): string {
  return part === undefined ? action : `${action}.${part}`.slice(0, 255);
}

/** The action that an id stands for, its part left out; undefined where it is none of ours. */
export function readActionId(text: string): ActionId | undefined {
  const [base] = text.split(".", 1);
  return Object.values(ACTIONS).find((action) => action === base);
}

/** Must differ from that of the message's earlier version: put the version among the parts. */
export function blockId(...parts: readonly (string | number)[]): string {
  return parts.join(".").slice(0, 255);
}
