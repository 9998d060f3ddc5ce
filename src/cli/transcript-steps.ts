// How the steps of a rehearsed run changed, as lines: what came up, what it shows, what was left out.

import type { Runbook } from "../domain/runbook/format/format.ts";
import { unescapeText } from "../domain/runbook/language/sink.ts";
import type { Beat } from "../domain/runbook/rehearse/scene.ts";
import type { OfferedAction } from "../domain/runbook/run/actions.ts";
import type { RunState } from "../domain/runbook/state/run.ts";
import type { StepState } from "../domain/runbook/state/step-state.ts";
import { waitsForPerson } from "../domain/runbook/state/waits-for-person.ts";
import { type CurrentStep, describeRun } from "../domain/runbook/view/describe.ts";
import { numberAt } from "../domain/runbook/view/step-number.ts";
import { words } from "../words/words.ts";
import { tellEffect } from "./transcript-effect.ts";
import { tellIntent } from "./transcript-intents.ts";

export function tellSteps(
  runbook: Runbook,
  beat: Beat,
  before: RunState | undefined,
): readonly string[] {
  const changes = beat.run.steps.map((state, index): Change => {
    return {
      state,
      old: before?.steps.find(({ id }) => id === state.id),
      number: numberAt(beat.run.steps, index),
    };
  });
  const jumped = changes.filter(({ state, old }) => state !== old && isJumped(state));
  const left = jumped.map(({ number }) => number).join(", ");
  const lines = changes.flatMap((change) => [
    ...(change.state === change.old ? [] : tellStep(runbook, beat, change)),
    ...beat.asked.flatMap((intent) =>
      intent.do !== "ended" && intent.step === change.state.id ? tellIntent(intent) : [],
    ),
  ]);
  return left === "" ? lines : [`– step ${left}: left out, another way was taken`, ...lines];
}

type Change = {
  readonly state: StepState;
  readonly old: StepState | undefined;
  readonly number: number;
};

const isJumped = ({ state, reason }: StepState): boolean =>
  state === "skipped" && reason?.code === "branch";

function tellStep(runbook: Runbook, beat: Beat, change: Change): readonly string[] {
  const { state, old, number } = change;
  const title = `${number}. ${unescapeText(state.title)}`;
  const code = state.state === "skipped" ? state.reason?.code : undefined;
  if (state.reason && (code === "when" || code === "not-needed")) {
    return [`– ${title}: left out, ${words.run.reason(state.reason)}`];
  }
  const lines = isShownNow(change) ? [title + again(state), ...textOf(state)] : [];
  const isHere = beat.run.cursor === state.id && state.state !== old?.state;
  return isHere ? [...lines, ...tellState(runbook, beat, state)] : lines;
}

/** Once its title and text are written, which may need metrics first. */
function isShownNow({ state, old }: Change): boolean {
  if (state.attempt === 0 || state.state === "preparing") return false;
  const wasRun = state.decisions.some(
    ({ action, attempt }) => action === "run" && attempt === state.attempt,
  );
  return state.attempt > (old?.attempt ?? 0) || (old?.state === "preparing" && !wasRun);
}

const again = ({ attempt }: StepState): string =>
  attempt > 1 ? ` (again, attempt ${attempt})` : "";

/** What an announcement says is told when it goes out. */
const textOf = ({ kind, text }: StepState): readonly string[] =>
  text === undefined || kind === "announce" ? [] : unescapeText(text).split("\n");

function tellState(runbook: Runbook, { run, now }: Beat, state: StepState): readonly string[] {
  if (!waitsForPerson(state)) return [];
  const { current } = describeRun(runbook, run, now);
  if (state.state === "needs_decision") {
    const why = state.reason ? words.run.reason(state.reason) : "";
    return [`⚠ Needs a decision: ${why}`, ...buttons(current)];
  }
  const effect = current?.effect ? tellEffect(current.effect) : [];
  if (state.state === "awaiting_approval") return [...effect, ...tellApproval(current)];
  return [...effect, ...willSay(state), ...buttons(current)];
}

function willSay({ announcement }: StepState): readonly string[] {
  if (!announcement) return [];
  const to = announcement.to.map((each) => words.runMessage.audience(each)).join(", ");
  return [`Will tell ${to}: “${unescapeText(announcement.text)}”`];
}

function tellApproval(current: CurrentStep | undefined): readonly string[] {
  if (!current?.approval) return [];
  const { need, from } = current.approval;
  return [`Needs ${words.term.count(need, "approval", "approvals")} of ${from.join(", ")}`];
}

/** What is always there (assign, pause, abort) would only fill the page. */
const ALWAYS_THERE: readonly string[] = ["assign", "pause", "resume", "abort", "roll-back"];

function buttons(current: CurrentStep | undefined): readonly string[] {
  const offered = (current?.actions ?? []).filter(({ action }) => !ALWAYS_THERE.includes(action));
  return offered.length === 0 ? [] : [offered.map((offer) => `[${nameOf(offer)}]`).join(" ")];
}

function nameOf({ action, option, target }: OfferedAction): string {
  if (action === "choose") return option?.label ?? "";
  if (action === "go-to") return `Go to: ${target}`;
  return words.runMessage.button(action);
}
