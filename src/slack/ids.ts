// Names of everything clickable in Slack and the values it carries: built and parsed here only.
import { z } from "zod";
import { type Refused, refuse } from "../domain/refusal.ts";
import type { ActionKind } from "../domain/runbook/run.ts";

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
  runAct: "run:act",
  runMore: "run:more",
  runSteps: "run:steps",
  pageAcknowledge: "page:ack",
  pageEscalate: "page:escalate",
  pagePassOn: "page:pass-on",
  showDelivery: "delivery:show",
  replayDelivery: "delivery:replay",
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
  editIncident: "incident:edit",
  pickRunbook: "runbook:pick",
  startRun: "runbook:start",
  runNote: "run:note",
  runGoTo: "run:go-to",
} as const;

export type CallbackId = (typeof CALLBACKS)[keyof typeof CALLBACKS];

/** Names fixed by manifest.yml. */
export const SHORTCUTS = {
  declare: "sc_declare",
  addToTimeline: "sc_timeline",
  declareFromMessage: "sc_declare_msg",
} as const;

/** What the overflow menu of a card offers. */
export const MORE = [
  "take-lead",
  "change-priority",
  "page-someone",
  "add-note",
  "edit",
  "cancel",
] as const;
export type More = (typeof MORE)[number];

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
};

export type PageValue = { readonly about: "page"; readonly page: string };
export type DeliveryValue = { readonly about: "delivery"; readonly delivery: string };
export type RunbookValue = {
  readonly about: "runbook";
  readonly slug: string;
  readonly incident: number | null;
};
export type CommandValue = { readonly about: "command"; readonly text: string };
export type NoValue = { readonly about: "nothing" };

/** All that a button may carry. Only ids, and the version that the person saw. */
export type Value =
  | IncidentValue
  | RunValue
  | PageValue
  | DeliveryValue
  | RunbookValue
  | CommandValue
  | NoValue;

const ACTION_KINDS = [
  "done",
  "could-not",
  "choose",
  "run",
  "skip",
  "retry",
  "check-again",
  "proceed",
  "go-to",
  "it-happened",
  "it-did-not",
  "approve",
  "deny",
  "break-glass",
  "assign",
  "pause",
  "resume",
  "start-anyway",
  "look-again",
  "cancel",
  "leave",
  "roll-back",
  "abort",
] as const satisfies readonly ActionKind[];

const v = z.literal(1);
const count = z.int().min(0);
const runShape = {
  r: count,
  s: z.string(),
  a: count,
  x: z.enum(ACTION_KINDS),
} as const;

const written = z.union([
  z.strictObject({ v, i: count, n: count.optional(), x: z.enum(MORE).optional() }),
  z.strictObject({ v, ...runShape, o: z.string().optional(), t: z.string().optional() }),
  z.strictObject({ v, p: z.uuid() }),
  z.strictObject({ v, d: z.uuid() }),
  z.strictObject({ v, b: z.string(), i: count.optional() }),
  z.strictObject({ v, c: z.string() }),
  z.strictObject({ v }),
  z.tuple([v, runShape.r, runShape.s, runShape.a, runShape.x]),
]);
type Written = z.infer<typeof written>;

/** Slack takes 2,000 characters in a button; ours stay far below. Also fit for private_metadata. */
export function writeValue(value: Value): string {
  return JSON.stringify(packValue(value));
}

/** A menu's option holds 75 characters: a run's value is packed closer there. */
export function writeOption(value: IncidentValue | RunValue): string {
  if (value.about === "incident") return writeValue(value);
  return JSON.stringify([1, value.run, value.step, value.attempt, value.action]);
}

/** What a button of this or an earlier version carries; refused as stale where it cannot be read. */
export function readValue(
  text: string | undefined,
): { readonly ok: true; readonly value: Value } | Refused {
  const parsed = written.safeParse(parseJson(text ?? ""));
  if (!parsed.success) return refuse({ code: "stale", what: "button" });
  return { ok: true, value: unpackValue(parsed.data) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever is not JSON was not written by us: the schema refuses it.
    return undefined;
  }
}

function packValue(value: Value): Written {
  switch (value.about) {
    case "incident":
      return {
        v: 1,
        i: value.incident,
        ...(value.version !== null && { n: value.version }),
        ...(value.more && { x: value.more }),
      };
    case "run":
      return {
        v: 1,
        r: value.run,
        s: value.step,
        a: value.attempt,
        x: value.action,
        ...(value.option !== undefined && { o: value.option }),
        ...(value.target !== undefined && { t: value.target }),
      };
    case "page":
      return { v: 1, p: value.page };
    case "delivery":
      return { v: 1, d: value.delivery };
    case "runbook":
      return { v: 1, b: value.slug, ...(value.incident !== null && { i: value.incident }) };
    case "command":
      return { v: 1, c: value.text };
    case "nothing":
      return { v: 1 };
  }
}

function unpackValue(from: Written): Value {
  if (Array.isArray(from)) {
    const [, run, step, attempt, action] = from;
    return { about: "run", run, step, attempt, action };
  }
  if ("r" in from) {
    const { r: run, s: step, a: attempt, x: action, o: option, t: target } = from;
    return {
      about: "run",
      run,
      step,
      attempt,
      action,
      ...(option !== undefined && { option }),
      ...(target !== undefined && { target }),
    };
  }
  if ("p" in from) return { about: "page", page: from.p };
  if ("d" in from) return { about: "delivery", delivery: from.d };
  if ("b" in from) return { about: "runbook", slug: from.b, incident: from.i ?? null };
  if ("c" in from) return { about: "command", text: from.c };
  if ("i" in from && !("s" in from)) {
    const { i: incident, n: version = null, x: more } = from;
    return { about: "incident", incident, version, ...(more && { more }) };
  }
  return { about: "nothing" };
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
