// A rehearsed path as people would have lived it in Slack: who clicked what, what Muster said and sent.
import type { Runbook } from "../domain/runbook/format/format.ts";
import type { Beat } from "../domain/runbook/rehearse/scene.ts";
import { tellAct } from "./transcript-acts.ts";
import { tellEnd } from "./transcript-intents.ts";
import { tellSteps } from "./transcript-steps.ts";

/** `known`: how many beats a path that was told before has in common with this one. */
export function tellBeats(
  runbook: Runbook,
  beats: readonly Beat[],
  known: number,
): readonly string[] {
  const startedAt = beats[0]?.now.getTime() ?? 0;
  return beats.slice(known).flatMap((beat, index) => {
    const before = beats[known + index - 1];
    const lines = isMoreOfTheSame(beat, before)
      ? []
      : [...tellAct(runbook, beat), ...tellSteps(runbook, beat, before?.run), ...tellEnd(beat)];
    const at = clock(beat.now.getTime() - startedAt);
    return lines.map((line, place) => `  ${place === 0 ? at : " ".repeat(at.length)}  ${line}`);
  });
}

/** A wait asks again and again: its first sample is told, and the one that ends it. */
function isMoreOfTheSame({ act, step, run }: Beat, before: Beat | undefined): boolean {
  if (act.by === "clock") return act.timer === "sample";
  const state = run.steps.find(({ id }) => id === step);
  const samples = before?.run.steps.find(({ id }) => id === step)?.wait?.samples.length ?? 0;
  return act.by === "metrics" && samples > 0 && state?.state === "waiting";
}

/** Since the start, as `h:mm:ss`. */
function clock(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const rest = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return `${String(Math.floor(seconds / 3_600)).padStart(2)}:${rest}`;
}
