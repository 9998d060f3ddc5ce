// English: every no, with who and when where somebody was faster, and what to do next.

import { isFreezeRefusal } from "../../domain/freeze/refusal.ts";
import type { IncidentStatus } from "../../domain/incident.ts";
import { isReadiness } from "../../domain/readiness/refusal.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { RunRefusal } from "../../domain/runbook/state/refusal.ts";
import type { ActionKind, Decision } from "../../domain/runbook/state/step-state.ts";
import { isExceptionRefusal, ofException } from "./exception-refusal.ts";
import { ofFreeze } from "./freeze-refusal.ts";
import { ofReadiness } from "./readiness-refusal.ts";
import { ofApproval, ofForm, ofHold, ofRunbook } from "./run-refusal.ts";
import { term } from "./terms.ts";

/** How people and times are written where the sentence goes: a message, or the line under a field. */
export type Speech = {
  readonly who: (user: string) => string;
  /** To the second, in the reader's zone. */
  readonly time: (at: Date) => string;
  /** With its day and zone: where it may be days away. */
  readonly moment: (at: Date) => string;
  /** Text from outside, made harmless. */
  readonly quote: (text: string) => string;
};

type PersonRefusal = "guest" | "bot" | "deactivated" | "other-workspace" | "unknown" | "unchecked";

const people: Readonly<Record<PersonRefusal, string>> = {
  guest: "Guests can read incidents but not act in them. Ask a full member of this workspace.",
  bot: "Muster takes no orders from bots.",
  deactivated: "This account is deactivated in Slack, so Muster does not act for it.",
  "other-workspace":
    "You belong to another workspace, so Muster does not act for you. Ask a member of this one.",
  unknown: "Slack does not know who you are, so nothing was done. Ask a member of this workspace.",
  unchecked: "Slack did not say who you are just now, so nothing was done. Try again in a minute.",
};

const reasons: Readonly<Record<string, string>> = {
  cancel: "why it is a false alarm",
  "lower-priority": "why the priority is lowered",
  freeze: "why the code is frozen",
  "freeze-extend": "why the freeze has to last longer",
  "freeze-shorten": "why the freeze may be shorter",
  "freeze-lift": "why the freeze may end before its time",
  "freeze-cancel": "why there shall be no freeze",
  deny: "why you deny it",
  exception: "why it cannot wait until the freeze is over",
  "exception-revoke": "why it shall not pass any more",
  waive: "why the campaign can do without it",
  "no-go": "why it is no-go",
  go: "why it is go all the same",
  "decide-again": "why it is decided anew",
};

const closings: Readonly<Record<string, string>> = {
  resolved: "resolved",
  cancelled: "cancelled",
};

const openWords: Readonly<Record<IncidentStatus, string>> = {
  investigating: "being investigated",
  identified: "identified",
  monitoring: "being monitored",
  resolved: "resolved",
  cancelled: "cancelled",
};

const actionWords: Readonly<Record<ActionKind, string>> = {
  done: "mark it done",
  "could-not": "say that it could not be done",
  choose: "choose",
  run: "run it",
  skip: "skip it",
  retry: "retry it",
  "check-again": "check again",
  proceed: "go on",
  "go-to": "go to another step",
  "it-happened": "say that it happened",
  "it-did-not": "say that it did not happen",
  approve: "approve it",
  deny: "deny it",
  "break-glass": "override the approval",
  assign: "assign it",
  pause: "pause the run",
  resume: "let the run go on",
  "start-anyway": "start the run anyway",
  "look-again": "look again",
  cancel: "give up the start",
  leave: "leave it as it is",
  "roll-back": "undo everything",
  abort: "abort the run",
};

/** What somebody who was faster has done. */
const deeds: Readonly<Record<ActionKind, string>> = {
  done: "marked it done",
  "could-not": "said that it could not be done",
  choose: "chose",
  run: "ran it",
  skip: "skipped it",
  retry: "had it tried again",
  "check-again": "had it checked again",
  proceed: "let it go on",
  "go-to": "went on to another step",
  "it-happened": "said that it happened",
  "it-did-not": "said that it did not happen",
  approve: "approved it",
  deny: "denied it",
  "break-glass": "overrode the approval",
  assign: "assigned it",
  pause: "paused the run",
  resume: "let the run go on",
  "start-anyway": "started the run anyway",
  "look-again": "had it looked at again",
  cancel: "gave up the start",
  leave: "left it as it is",
  "roll-back": "had everything undone",
  abort: "aborted the run",
};

function deedOf({ action, option }: Decision, { quote }: Speech): string {
  return option ? `chose “${quote(option.label)}”` : deeds[action];
}

/** A principal of a runbook's permissions, as people say it. */
function principal(written: string, { who }: Pick<Speech, "who">): string {
  const [kind = "", name = ""] = written.split(":", 2);
  if (kind === "oncall") return `whoever is on call for ${name}`;
  if (kind === "group") return `the group ${name}`;
  if (written === "role:incident_commander") return "the incident's lead";
  if (kind === "role") return `the incident's ${name.replaceAll("_", " ")}`;
  if (kind === "incident_members") return "whoever takes part in the incident";
  if (kind === "any_responder") return "full members of this workspace";
  return kind === "user" ? who(name) : written;
}

/** What the engine calls a right, as people say it. */
const rights: Readonly<Record<string, string>> = {
  operate: "answer this run",
  abort: "abort this run",
  approve: "approve this step",
};

function notAllowed(
  { what, who }: Extract<Refusal, { code: "not-allowed" }>,
  speech: Speech,
): string {
  const said = rights[what.split(" ", 1)[0] ?? ""] ?? what;
  if (who.length === 0) return `Nobody can ${said}: no one is named for it. Nothing was done.`;
  const names = who.map((each) => principal(each, speech));
  return `Only ${list.format(names)} can ${said}. Nothing was done. Ask one of them.`;
}

const inc = term.incident;

const list = new Intl.ListFormat("en", { type: "disjunction" });

function byAt(speech: Speech, user: string | null, at: Date | null): string {
  const who = user ? ` by ${speech.who(user)}` : "";
  return at ? `${who} at ${speech.time(at)}` : who;
}

function alreadyClosed(why: Extract<Refusal, { code: "already-closed" }>, speech: Speech): string {
  const by = byAt(speech, why.by, why.at);
  const name = term.incident({ ...why, isPlanned: why.isPlanned ?? false });
  if (why.isPlanned) return `${name} is over${by}. Nothing changed. Reopen it first.`;
  return `${name} was ${closings[why.status] ?? why.status}${by}. Nothing changed. Reopen it first if the trouble is back.`;
}

const nobodyOnCall = (forTeam: string): string =>
  `Nobody is on call${forTeam}. Name a person instead.`;

function noSuchRunbook(wanted: string, near: readonly string[]): string {
  const meant = near.length > 0 ? ` Did you mean ${list.format(near)}?` : "";
  return `There is no runbook ${wanted}.${meant}`;
}

export const refusal = {
  person: (why: PersonRefusal): string => people[why],
  otherWorkspace: () => "Muster is not installed in the workspace that this came from.",
  noDatabase: () =>
    "Muster cannot reach its database now, so it does not know whether this was done. Look again in a minute; until then use the phone list.",
  failed: (ref: string) => `That failed (ref ${ref}). Nothing was executed. Try again.`,
  kept: (ref: string) =>
    `That failed (ref ${ref}). It is kept, and carried out once the database is back, if that is within 15 minutes.`,
  failedAfter: (ref: string) =>
    `It was carried out, but what should follow failed (ref ${ref}). Look at the card before you try again.`,
  tookTooLong: () => "That took too long for Slack, so the form did not open.",
  unreadable: () => "Muster could not read what Slack sent, so nothing was done. Try again.",
  notNow: () => "This button is not offered any more. Look at the message again.",

  /** A sentence for each refusal of the domain. */
  of: (why: Refusal, speech: Speech): string => {
    if (isExceptionRefusal(why)) return ofException(why, speech);
    if (isFreezeRefusal(why)) return ofFreeze(why, speech, (each) => principal(each, speech));
    if (isReadiness(why)) return ofReadiness(why, speech);
    switch (why.code) {
      case "no-such-incident":
        return `There is no incident ${speech.quote(why.wanted)}.`;
      case "already-acknowledged":
        return `${inc(why.number)} was acknowledged${byAt(speech, why.by, why.at)}. Nothing changed.`;
      case "already-closed":
        return alreadyClosed(why, speech);
      case "not-closed":
        return `${inc(why.number)} is still open (${openWords[why.status]}). Nothing changed.`;
      case "already-lead":
        return `${speech.who(why.user)} leads ${inc(why.number)} already. Nothing changed.`;
      case "same-priority":
        return `${inc(why.number)} is ${why.priority} already. Nothing changed.`;
      case "same-status":
        return `${inc(why.number)} is ${openWords[why.status]} already. Nothing changed.`;
      case "reason-needed":
        return `Say ${reasons[why.what] ?? "why"}.`;
      case "text-needed":
        return `The ${why.what} is empty. Write something.`;
      case "text-too-long":
        return `The ${why.what} has ${why.length} characters; at most ${why.limit} fit. Shorten it.`;
      case "already-following":
        return `You follow ${inc(why.number)} already.`;
      case "not-following":
        return `You do not follow ${inc(why.number)}.`;
      case "already-paged":
        return `${speech.who(why.user)} was paged at ${speech.time(why.at)} and has not answered yet. Page somebody else if it cannot wait.`;
      case "page-answered":
        return `This page was answered${byAt(speech, why.by, why.at)}. Nothing changed.`;
      case "no-such-page":
        return "This page does not exist any more.";
      case "nobody-on-call":
        return nobodyOnCall(why.team === null ? "" : ` for ${speech.quote(why.team)}`);
      case "no-such-runbook":
        return noSuchRunbook(speech.quote(why.wanted), why.near);
      case "run-locked":
        return `${why.slug} is already running. Join that run instead of starting a second one.`;
      case "inputs-wrong":
        return why.problems.map(({ input, message }) => `${input}: ${message}`).join("\n");
      case "run-refused":
        return speech.quote(why.text);
      case "no-such-run":
      case "nothing-to-undo":
      case "run-open":
      case "bad-day":
      case "run-unreadable":
        return ofRunbook(why, speech);
      case "no-such-action-item":
        return "This action item is not there any more.";
      case "same-action-item":
        return `“${speech.quote(why.text)}” is ${why.state} already. Nothing changed.`;
      case "not-allowed":
        return notAllowed(why, speech);
      case "not-a-dead-letter":
        return "This delivery waits for nobody any more: it was replayed or understood.";
      case "stale":
        return `This ${why.what} is out of date. Look at the newest message.`;
    }
  },

  /** A sentence for each refusal of the runbook engine. */
  ofRun: (why: RunRefusal, speech: Speech): string => {
    switch (why.code) {
      case "run-over":
        return why.at
          ? `This run ended${byAt(speech, why.by?.id ?? null, new Date(why.at))}. Nothing changed.`
          : "This run is over. Nothing changed.";
      case "already-decided": {
        const { by, at } = why.decision;
        const what = deedOf(why.decision, speech);
        return `${speech.who(by.id)} ${what} at ${speech.time(new Date(at))}. Nothing changed.`;
      }
      case "moved-on":
        return `“${speech.quote(unescapeText(why.title))}” went on by itself before your click. Nothing changed.`;
      case "not-offered":
        return why.offered.length > 0
          ? `You cannot ${actionWords[why.action]} now. You can ${list.format(why.offered.map((each) => actionWords[each]))}.`
          : `You cannot ${actionWords[why.action]} now: the run waits for no answer.`;
      case "note-required":
        return `Say why, to ${actionWords[why.action]}.`;
      case "no-such-option":
        return `There is no option ${speech.quote(why.option)}. Choose ${list.format(why.options)}.`;
      case "held":
        return ofHold(why.hold, actionWords[why.action], speech);
      case "assignee-required":
      case "typed-wrong":
      case "values-wrong":
      case "text-too-long":
        return ofForm(why, speech);
      case "request-changed":
      case "approval-lapsed":
      case "already-voted":
      case "approval-over":
      case "excluded":
        return ofApproval(why, speech, (each) => principal(each, speech));
      case "no-such-step":
        return `There is no step ${speech.quote(why.step)} in this run.`;
      case "late":
      case "not-due":
      case "already-sent":
        return "The run has moved on. Nothing changed.";
    }
  },
};
