// English: what is answered to commands and clicks about runs and about what they have changed.

import type { Hold, RunPhase } from "../../domain/runbook/state/run.ts";
import type { ActionKind } from "../../domain/runbook/state/step-state.ts";

const inc = (number: number): string => `INC-${number}`;

const answered: Readonly<Partial<Record<ActionKind, string>>> = {
  skip: "Skipped; the run goes on.",
  "could-not": "Noted: it could not be done.",
  run: "It is on its way. The run's message shows what comes of it.",
  approve: "You approved it.",
  deny: "You denied it. The run asks what to do instead.",
  "break-glass": "The approval is overridden. Your reason stands in the timeline.",
  assign: "Assigned. They are told by direct message.",
  pause: "The run is paused: nothing new starts. What is under way is finished and recorded.",
  resume: "The run goes on.",
  "start-anyway": "The run starts, whatever was found.",
  "look-again": "Looking once more.",
  cancel: "The run is not started.",
  leave: "Left as it is.",
  "roll-back": "Undoing, latest first: the run's message shows each one before it is sent.",
  abort: "The run is ended.",
};

const phases: Readonly<Record<RunPhase, string>> = {
  created: "not started yet: its connections are being looked at, or somebody has to decide",
  running: "running",
  blocked: "waits for a decision",
  paused: "paused",
  rolling_back: "is being undone",
  completed: "over",
  aborted: "aborted",
  cancelled: "not started",
};

const holds: Readonly<Record<Hold["code"], string>> = {
  paused: "⏸ *Paused.*",
  deadline: "⏰ *Past its deadline.*",
  incompatible: "⛔ *This version of Muster cannot read it.*",
};

export const runs = {
  answered: (action: ActionKind) => answered[action] ?? "Noted; the run goes on.",
  phase: (state: RunPhase) => phases[state],
  held: (code: Hold["code"]) => holds[code],
  assigned: (who: string) => `assigned to ${who}`,
  drillMark: () => "🧪 DRILL",
  allSteps: () => "All steps",
  noneOpen: () => "No run is open in any open incident.",
  noStep: (wanted: number, steps: number) =>
    `There is no step ${wanted}; the run has ${steps === 1 ? "1 step" : `${steps} steps`}. Nothing was done.`,
  noCurrent: () => "The run waits for no step now. Nothing was done.",
  readAs: (input: string, when: string) => `\`${input}\` is read as ${when}.`,
  lookingFirst: (slug: string, number: number) =>
    `${slug} looks at its connections first, then it runs in ${inc(number)}.`,
  drillIn: (slug: string, channel: string) =>
    `🧪 The drill of ${slug} begins in ${channel}. Nothing real is sent.`,
  plannedIn: (slug: string, channel: string) =>
    `🗓 ${slug} begins in ${channel}. It is planned work: nobody is paged, and what it does is real.`,
  plannedSoon: (slug: string, number: number) =>
    `🗓 ${slug} is ${inc(number)}, planned work. Its channel is being opened; you will be invited.`,
  drillSoon: (slug: string, number: number) =>
    `🧪 The drill of ${slug} is ${inc(number)}. Its channel is being opened; you will be invited.`,
  undoStarted: (number: number) =>
    `Run ${number} takes it back: it shows what it would send, and waits for your click.`,
};

export const changes = {
  none: (number: number) => `The runs of ${inc(number)} have changed nothing out there.`,
  allSettled: (count: number) =>
    count === 1
      ? "The one change is dealt with: undone, or left on purpose."
      : `All ${count} changes are dealt with: undone, or left on purpose.`,
  open: (number: number, count: number) =>
    count === 1
      ? `*1 change of ${inc(number)} is still in place*`
      : `*${count} changes of ${inc(number)} are still in place*, latest first`,
  atResolve: (number: number, count: number) =>
    count === 1
      ? `${inc(number)} is resolved. *1 change is still in place.* Undo it, or leave it on purpose:`
      : `${inc(number)} is resolved. *${count} changes are still in place.* Undo them, latest first, or leave them on purpose:`,
  more: (count: number) => `and ${count} more.`,
  readBack: () => "What each is now is being read, and stands in the incident's channel.",
  runOpen: (run: number) =>
    `Run ${run} is still open: abort it with “Undo all”, or let it end first.`,
  undo: () => "Undo",
  leave: () => "Leave…",
  show: () => "Show",
  spoken: (label: string, run: number, step: string) =>
    `${label.replace(/…$/, "")}: run ${run}, ${step}`,
};
