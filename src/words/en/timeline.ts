// English: what happened in an incident, one sentence an entry, in plain text.
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { TimelineEntry } from "../../domain/timeline.ts";
import { term } from "./terms.ts";

type Names = (user: string) => string;

/** Plain text, to be escaped where it is shown; `nameOf` turns a Slack user id into the name people know. */
export const timeline = {
  sentence: (entry: TimelineEntry, nameOf: Names): string => {
    switch (entry.kind) {
      case "opened":
        return `Opened as ${entry.priority}: ${entry.title}`;
      case "alert":
        return alertSentence(entry);
      case "acknowledged":
        return acknowledgedSentence(entry);
      case "lead":
        return leadSentence(entry, nameOf);
      case "role":
        return `${nameOf(entry.user)} is ${entry.role} now`;
      case "priority":
        return `Priority ${entry.from} became ${entry.to}${because(entry.reason)}`;
      case "status":
        return `Status: ${term.status(entry.to)}`;
      case "update":
        return `Update: ${entry.text}`;
      case "note":
        return `Note: ${entry.text}`;
      case "link":
        return `Link: ${[entry.title, entry.url].filter(Boolean).join(" ")}`;
      case "message":
        return `${nameOf(entry.author)} wrote: ${entry.text}`;
      case "edited":
        return editedSentence(entry);
      case "paged":
        return `${nameOf(entry.user)} was paged: ${entry.reason}`;
      case "page-passed":
        return `${nameOf(entry.user)} passed the page on`;
      case "run-started":
        return `Runbook started: ${entry.title}`;
      case "run-approval":
        return approvalSentence(entry);
      case "run-held":
        return `${entry.title} ${held[entry.why]}${because(entry.note)}`;
      case "run-assigned":
        return `“${unescapeText(entry.title)}” is ${nameOf(entry.user)}’s now`;
      case "change-settled":
        return `“${unescapeText(entry.title)}” ${entry.outcome === "undone" ? "was undone" : "stays as it is"}${because(entry.note)}`;
      case "status-text":
        return `Status page: ${entry.component} is ${term.component(entry.state)}: ${entry.text}`;
      case "run-step":
        return `Step “${unescapeText(entry.title)}”: ${outcome(entry.outcome)}${inBrackets(entry.detail)}`;
      case "run-ended":
        return `${entry.title} ended: ${outcome(entry.outcome)}`;
      case "resolved":
        return `${entry.summary ? `Resolved: ${entry.summary}` : "Resolved"}${stillChanged(entry.stillChanged ?? 0)}`;
      case "reopened":
        return `Opened again${because(entry.reason)}`;
      case "cancelled":
        return `Cancelled${because(entry.reason)}`;
      case "action-item":
      case "action-item-changed":
        return itemSentence(entry, nameOf);
      case "exception":
        return exceptionSentence(entry);
      case "overdue":
        return overdueSentence(entry);
      case "effect-failed":
        return `Muster gave up ${entry.effect}: ${entry.reason}`;
    }
  },
};

type Entry<K extends TimelineEntry["kind"]> = Extract<TimelineEntry, { readonly kind: K }>;

const inBrackets = (text: string | null): string => (text ? ` (${text})` : "");
const due = (day: string | null): string => (day ? `, due ${day}` : "");

function leadSentence({ user, from }: Entry<"lead">, nameOf: Names): string {
  return from ? `${nameOf(user)} leads now, after ${nameOf(from)}` : `${nameOf(user)} leads now`;
}

function acknowledgedSentence({ afterSeconds, isLate }: Entry<"acknowledged">): string {
  return `Acknowledged after ${term.duration(afterSeconds * 1000)}${isLate ? ", late" : ""}`;
}

function itemSentence(
  entry: Entry<"action-item"> | Entry<"action-item-changed">,
  nameOf: Names,
): string {
  const { text, owner, dueOn } = entry;
  const change = entry.kind === "action-item" ? "added" : entry.change;
  if (change === "done") return `Action item done: ${text}`;
  if (change === "reopened") return `Action item open again: ${text}`;
  const whose = change === "added" ? `for ${nameOf(owner)}` : `is ${nameOf(owner)}’s now`;
  return `Action item ${whose}: ${text}${due(dueOn)}`;
}

const held: Readonly<Record<Entry<"run-held">["why"], string>> = {
  paused: "was paused",
  deadline: "is past its deadline; nothing new starts",
  incompatible: "cannot be read by this Muster; nothing new starts",
  resumed: "goes on",
};

function approvalSentence({ title, change, need, count, note }: Entry<"run-approval">): string {
  const step = `“${unescapeText(title)}”`;
  switch (change) {
    case "asked":
      return `${step} waits for ${term.count(need, "approval", "approvals")}; ${term.count(count, "person", "people")} may give one`;
    case "approved":
      return `${step}: approved (${count} of ${need})${because(note)}`;
    case "denied":
      return `${step}: denied${because(note)}`;
    case "granted":
      return `${step}: approval granted`;
    case "overridden":
      return `${step}: APPROVAL OVERRIDDEN (break glass)${because(note)}`;
  }
}

const exceptions: Readonly<Record<Entry<"exception">["change"], string>> = {
  asked: "is asked to pass the code freeze",
  approved: "may pass the code freeze",
  denied: "may not pass the code freeze",
  used: "was merged in the code freeze",
  expired: "may not pass any more: not merged in time",
  revoked: "may not pass any more: revoked",
  void: "may not pass any more",
};

function exceptionSentence({ number, pull, title, change, isHotfix, note }: Entry<"exception">) {
  const what = title === "" ? pull : `${pull} “${title}”`;
  return `${isHotfix ? "Hotfix" : "Change"} ${what} ${exceptions[change]} (EXC-${number})${because(note)}`;
}

const stillChanged = (many: number): string =>
  many > 0 ? `, with ${term.count(many, "change", "changes")} still in place` : "";

const because = (reason: string | null): string => (reason ? `: ${reason}` : "");

function alertSentence({ change, title, value, baseline }: Entry<"alert">): string {
  if (change === "recovered") return `Recovered: ${title}`;
  const against =
    value && baseline ? ` (${value} against ${baseline})` : value ? ` (${value})` : "";
  return `${change === "again" ? "Fires again" : "Alert"}: ${title}${against}`;
}

function editedSentence({ title, impact }: Entry<"edited">): string {
  const parts = [
    ...(title ? [`title is “${title}”`] : []),
    ...(impact ? [`customers see: ${impact}`] : []),
  ];
  return `Edited: ${parts.join("; ")}`;
}

function overdueSentence({ what, noticedLateSeconds }: Entry<"overdue">): string {
  const late =
    noticedLateSeconds > 0
      ? ` (Muster noticed ${term.duration(noticedLateSeconds * 1000)} late)`
      : "";
  return `${missed[what]}${late}`;
}

const missed: Readonly<Record<Entry<"overdue">["what"], string>> = {
  acknowledge: "Nobody acknowledged in time",
  update: "The promised update was overdue",
  lead: "Nobody had taken the lead",
};

const outcomes: Readonly<Record<string, string>> = {
  succeeded: "done",
  needs_decision: "needed a decision",
  success: "done",
  success_with_skips: "done, with steps skipped",
  not_applicable: "did not apply",
  left_as_is: "left as it is",
};

const outcome = (word: string): string => outcomes[word] ?? word;
