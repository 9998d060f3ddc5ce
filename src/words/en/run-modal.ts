// English: the forms of a run and of what it has changed.

import type { UndoState } from "../../domain/runbook/state/effect-state.ts";
import type { ActionKind, ComponentState } from "../../domain/runbook/state/step-state.ts";
import { runMessage } from "./run-message.ts";

type Asked = {
  readonly title: string;
  readonly label: string;
  readonly submit: string;
  /** What the answer means, where that is more than its name says. */
  readonly warning?: string;
};

const asks: Readonly<Partial<Record<ActionKind, Asked>>> = {
  skip: { title: "Skip this step", label: "Why is it skipped?", submit: "Skip" },
  "could-not": { title: "It could not be done", label: "What went wrong?", submit: "Say so" },
  proceed: { title: "Go on anyway", label: "Why is that right?", submit: "Go on" },
  done: { title: "Mark it done", label: "How do you know?", submit: "Mark done" },
  "it-happened": { title: "It happened", label: "How do you know?", submit: "It happened" },
  "it-did-not": {
    title: "It did not happen",
    label: "How do you know?",
    submit: "It did not",
    warning: "It will be sent again. Look at the target system first.",
  },
  retry: { title: "Try again", label: "Note", submit: "Try again" },
  deny: {
    title: "Deny",
    label: "Why not?",
    submit: "Deny",
    warning: "One no is enough: the step is not run, and the run asks what to do instead.",
  },
  "break-glass": {
    title: "Override the approval",
    label: "Why can it not wait for approval?",
    submit: "Override",
    warning:
      "⚠ The step can then be run without the approvals it asks for. Your name and reason stand in the timeline and are marked in the post-mortem.",
  },
  leave: {
    title: "Leave it as it is",
    label: "Why is it left as it is?",
    submit: "Leave it",
    warning: "Nothing is undone here. The change stays in place.",
  },
};

const undoStates: Readonly<Record<UndoState["state"], string>> = {
  available: "can be undone",
  undoing: "is being undone",
  undone: "↩ undone",
  conflict: "⚠ somebody changed it meanwhile",
  failed: "⚠ its undo failed",
  left: "left as it is",
};

export const runModal = {
  runNote: (action: ActionKind): Asked =>
    asks[action] ?? { title: "Note", label: "Note", submit: "Send" },
  drill: () => "🧪 DRILL: nothing real is sent, and customers hear nothing.",
  runGoTo: {
    title: () => "Go to a later step",
    step: () => "Step",
    end: () => "The end of the run",
    submit: () => "Go",
  },
  runType: {
    title: () => "Are you sure?",
    submit: () => "Run",
    ask: (step: string) => `This step wants a second look. Type ${step} to run it.`,
    label: () => "The step's name",
    differs: (typed: string, step: string) =>
      typed === ""
        ? `Type ${step} to run this step.`
        : `You typed “${typed}”. Type ${step} exactly to run this step.`,
  },
  runCollect: { title: () => "Done: what came of it?", submit: () => "Done" },
  runAssign: {
    title: () => "Assign",
    submit: () => "Assign",
    to: () => "Who takes it?",
    what: () => "What?",
    wholeRun: () => "The whole run, from here to its end",
    hint: () =>
      "They get a direct message. Others may still act: the runbook says who, not this form.",
  },
  runAbort: {
    title: () => "Abort the run",
    submit: () => "Abort",
    why: () => "Why is the run ended?",
    changed: (count: number) =>
      count === 1
        ? "*It has changed one thing out there:*"
        : `*It has changed ${count} things out there*, latest first:`,
    nothingChanged: () => "It has changed nothing out there so far.",
    fate: () => "What becomes of these changes?",
    undoAll: () => "Undo all",
    undoAllMeans: () => "Latest first; you see and click each one",
    leave: () => "Leave as is",
    leaveMeans: () => "Muster asks again at the end",
    willUndo: () => "This runbook undoes them when it is aborted, latest first.",
    willLeave: () => "This runbook leaves them when it is aborted. Muster asks again at the end.",
  },
  runAnnounce: {
    title: () => "Tell the public",
    submit: () => "Publish",
    readers: (audiences: readonly string[]) =>
      `It goes to ${new Intl.ListFormat("en").format(audiences)}.`,
    preview: () => "*Customers will read:*",
    changed: () => "*You changed it. Customers will read now:*",
    status: (component: string, state: ComponentState) =>
      `*${component}*: ${runMessage.componentState(state)}`,
    text: () => "Text",
    hint: () =>
      "Plain text, as on the status page. A changed text is shown once more before it goes out.",
  },
  runVote: {
    title: () => "Approve this?",
    submit: () => "Approve",
    covers: () => "Your approval is for exactly this. If the request changes, it is void.",
  },
  change: {
    maybe: () => "*nobody knows whether it took effect*",
    undo: (state: UndoState["state"]) => undoStates[state],
    irreversible: (why: string) => `cannot be undone: ${why}`,
    noUndo: () => "Muster cannot undo it",
    step: (run: number, number: number) => `Run ${run}, step ${number}`,
    was: (before: string, after: string) => `It was ${before}, then ${after}.`,
    now: (value: string, when: string) => `It is ${value} now (read ${when}).`,
    notRead: (why: string, when: string) => `It could not be read ${when}: ${why}`,
    planned: () => "*What will be sent*",
    sent: () => "*What was sent*",
    undoes: () => "*How it is taken back*",
    title: () => "The change",
    nothing: () => "This step sends nothing now. Look at the run's message.",
  },
  leaveChange: {
    title: () => "Leave it as it is",
    submit: () => "Leave it",
    hint: () => "It becomes an action item: somebody looks after it by a day.",
    why: () => "Why is it left as it is?",
    owner: () => "Who looks after it?",
    due: () => "By when?",
    done: (place: string) =>
      `Recorded: it is left as it is. The action item stands in ${place}; its owner is told.`,
  },
  drillForm: {
    title: () => "Start a drill",
    submit: () => "Start drill",
    noInputs: () => "It asks for nothing. The drill begins when you press Start drill.",
    hint: () =>
      "🧪 A drill runs in a channel of its own with real people and real clocks. Nothing real is sent, customers hear nothing, and it counts nowhere but as a drill.",
  },
  planForm: {
    title: () => "Plan a runbook",
    submit: () => "Show plan",
    noInputs: () => "It asks for nothing. Press Show plan.",
    hint: () => "A plan shows every request and read. It does none of them.",
  },
};
