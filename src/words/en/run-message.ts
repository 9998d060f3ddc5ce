// English: the message of a run, its steps and its buttons.

import type { ReadFailure } from "../../domain/runbook/state/reason.ts";
import type {
  ActionKind,
  ComponentState,
  StepKind,
  StepState,
} from "../../domain/runbook/state/step-state.ts";
import type { Ending } from "../../domain/runbook/view/ending.ts";

const outcomes: Readonly<Record<Ending, string>> = {
  success: "done",
  success_with_skips: "done, with steps skipped",
  not_applicable: "did not apply",
  left_as_is: "left as it is",
  failed: "failed",
  rolled_back: "aborted, everything undone",
  partly_rolled_back: "aborted, some of it undone",
  cancelled: "not started",
  aborted: "aborted",
  undone: "everything undone",
  partly_undone: "some of it undone",
};

const componentStates: Readonly<Record<ComponentState, string>> = {
  operational: "operational",
  degraded: "degraded",
  partial_outage: "partial outage",
  major_outage: "major outage",
  maintenance: "maintenance",
};

const failures: Readonly<Record<ReadFailure, string>> = {
  "no-data": "no data",
  "many-series": "more than one series",
  "query-error": "could not be read",
  "not-a-number": "not a number",
  "wrong-type": "not of the declared type",
  stale: "too old",
};

const labels: Readonly<Record<Exclude<ActionKind, "choose" | "go-to">, string>> = {
  done: "Done",
  "could-not": "Failed…",
  run: "Run",
  skip: "Skip…",
  retry: "Try again",
  "check-again": "Check again",
  proceed: "Go on anyway",
  "it-happened": "It happened",
  "it-did-not": "It did not: run again",
  approve: "Approve",
  deny: "Deny…",
  "break-glass": "Override approval…",
  assign: "Assign…",
  pause: "Pause",
  resume: "Go on",
  "start-anyway": "Start anyway",
  "look-again": "Look again",
  cancel: "Do not start",
  leave: "Leave as it is…",
  "roll-back": "Undo all…",
  abort: "Abort run…",
};

export const runMessage = {
  name: (number: number, title: string) => `Run ${number} · ${title}`,
  head: (number: number, title: string) => `*Run ${number} · ${title}*`,
  progress: (position: number, total: number) => `Step ${position} of ${total}`,
  startedBy: (who: string, when: string) => `started by ${who} ${when}`,
  waitsToStart: () => "*Not started yet*",
  notStarted: () => "not started yet",
  undoes: (run: number) => `undoes what run ${run} changed`,
  assignedTo: (who: string) => `with ${who}`,
  deadline: (when: string) => `deadline ${when}`,
  ended: (outcome: Ending) => `*${capital(outcomes[outcome])}*`,
  outcome: (outcome: Ending) => outcomes[outcome],
  endedBy: (who: string) => `by ${who}`,
  lasted: (duration: string) => `after ${duration}`,
  more: (many: number) => `+ ${many} more`,
  whoAndWhen: (name: string | null, when: string, took: string | null) =>
    `(${[[name, when].filter((part) => part !== null).join(" "), took]
      .filter((part) => part !== null)
      .join(", ")})`,
  forWhom: (name: string) => `(for ${name})`,
  undoTitle: (title: string) => `Undo: ${title}`,
  chose: (label: string) => `→ ${label}`,
  sentence: (number: number, title: string, rest: string) => `Run ${number}, ${title}: ${rest}.`,
  held: (step: string) => `paused at ${step}`,
  needs: (step: string) => `${step}, needs a decision`,
  needsApproval: (step: string) => `${step}, waits for approval`,
  stepSentence: (position: number, total: number, title: string) =>
    `step ${position} of ${total}, ${title}`,

  state: (state: StepState["state"], kind: StepKind): string | null => {
    switch (state) {
      case "preparing":
        return "⏳ Reading what it needs…";
      case "awaiting_approval":
        return "🔏 *Waits for approval.* Nothing is sent before it is given.";
      case "ready":
        return kind === "announce"
          ? "Nothing was said yet. Press *Run* when the text is right."
          : "Nothing is sent before you press *Run*.";
      case "waiting":
        return waiting[kind] ?? null;
      case "running":
        return running[kind] ?? "⏳ Sent; waiting for the answer…";
      case "retry_wait":
        return "⏳ It did not work; the next try comes by itself.";
      case "verifying":
        return "⏳ Reading back whether it took effect…";
      case "needs_decision":
      case "pending":
      case "succeeded":
      case "failed":
      case "skipped":
      case "cancelled":
        return null;
    }
  },
  needsDecisionUnknown: (reason: string) => `❓ *Not known, so it needs a decision:* ${reason}`,
  needsDecision: (reason: string) => `⚠ *Needs a decision:* ${reason}`,
  unknownOutcome: (message: string) =>
    `❓ *Outcome unknown:* the request was sent and no answer came (${message}). Look at the target system before you decide.`,
  nextTry: (when: string) => `Next try ${when}`,
  until: (when: string) => `Time-out ${when}`,
  freezeHeld: (name: string, held: number, of: number) =>
    `🧊 ${name}: ${held} of ${of} ${of === 1 ? "repository is" : "repositories are"} held, as read back from GitHub`,
  freezeOpen: (name: string, open: number, of: number) =>
    `🧊 ${name} is over: ${open} of ${of} ${of === 1 ? "repository is" : "repositories are"} open, as read back from GitHub`,
  goesOn: (when: string) => `Goes on ${when}`,
  assigned: (who: string, by: string) => `for ${who} (asked by ${by})`,
  collects: (names: string) => `*Asks for:* ${names}`,
  attempt: (number: number) => `attempt ${number}`,
  value: (name: string, value: string) => `${name} *${value}*`,
  valueUnknown: (name: string, cause: ReadFailure) => `${name} *?* (${failures[cause]})`,
  wait: (spark: string, held: string, hold: string) => `${spark}  holding for ${held} of ${hold}`,
  waitNotYet: (spark: string, hold: string) => `${spark}  not yet; has to hold for ${hold}`,
  waitUnknown: (spark: string) => `${spark}  unknown; unknown never counts as recovered`,
  willSay: (audiences: string) => `*Will say* to ${audiences}:`,
  audience: (to: string) => {
    if (to === "incident") return "the incident channel";
    if (to === "status_page") return "the public status page";
    return to === "stakeholders" ? "followers" : `#${to.replace(/^channel:/, "")}`;
  },
  statusPage: (component: string, state: string) =>
    `*Public status page:* ${component} becomes *${state}*`,
  componentState: (state: ComponentState) => componentStates[state],
  editedBy: (who: string) => `_text changed by ${who}_`,
  movedDown: () => "This run goes on further down.",
  movedLink: () => "Go there",
  changed: () => "*What it changed*",
  drilled: () => "*What it would have changed* (nothing was sent)",
  change: (request: string, who: string | null, when: string) =>
    `• ${request} (${who === null ? when : `${who} ${when}`})`,
  fate: (text: string) => ` · ${text}`,
  undone: (who: string | null, when: string | null) =>
    ["*undone*", ...(who === null ? [] : [`by ${who}`]), ...(when === null ? [] : [when])].join(
      " ",
    ),
  left: (who: string | null, why: string) =>
    who === null ? `left as it is: ${why}` : `left as it is by ${who}: ${why}`,
  undoing: () => "is being undone",
  undoStuck: () => "*the undo needs a person*",
  canBeUndone: (until: string | null) =>
    until === null ? "can be undone" : `can be undone until ${until}`,
  cannotBeUndone: () => "cannot be undone",
  from: (before: string, after: string) => `: ${before} → ${after}`,
  changeUnknown: (request: string) => `• ${request}: *outcome unknown*`,

  button: (action: Exclude<ActionKind, "choose" | "go-to">) => labels[action],
  itWorked: () => "It worked…",
  countAsPassed: () => "Count as passed…",
  doneWith: () => "Done…",
  runTyped: () => "Run…",
  runAnyway: () => "Undo anyway",
  startNext: (title: string) => `Run: ${title}`,
  undoOrLeave: () => "Undo or leave…",
  goTo: (title: string) => `Go to: ${title}`,
  goToEnd: () => "Go to the end",
  spoken: (label: string, run: number, position: number) =>
    `${label.replace(/…$/, "")}: run ${run}, step ${position}`,
  spokenOfRun: (label: string, run: number) => `${label.replace(/…$/, "")}: run ${run}`,
  confirmTitle: () => "Are you sure?",
  confirmRun: (title: string, request: string) => (request === "" ? title : `${title}. ${request}`),
  yes: (label: string) => label.replace(/…$/, ""),
  no: () => "Back",
};

const running: Readonly<Partial<Record<StepKind, string>>> = {
  check: "⏳ Checking…",
  github: "⏳ Started there; waiting for it to end…",
};

const waiting: Readonly<Partial<Record<StepKind, string>>> = {
  manual: "Do it, then say how it went.",
  choice: "Choose one; the first choice counts.",
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
