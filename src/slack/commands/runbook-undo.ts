// `/runbook undo [run-7] [n]`: takes one step's change back; without a step it lists what could be.
import { countSteps, findNumbered } from "../../domain/runbook/view/step-number.ts";
import { findIncident } from "../../storage/incidents.ts";
import { listRuns } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { undoChange } from "../actions/change.ts";
import { findAskedRun } from "../answer-run.ts";
import type { Turn } from "../turn.ts";
import { findTarget } from "./find-incident.ts";
import { askWhichRun } from "./find-run.ts";
import { takeRun, takeStep } from "./grammar.ts";
import { sayChanges } from "./incident-changes.ts";

/** Also after a run is over: that is when most changes are taken back. */
export async function undo(turn: Turn, rest: string): Promise<void> {
  const named = takeRun(rest);
  if (named.run !== null) return await undoOf(turn, named.run, named.rest);
  const target = await findTarget(turn, { number: null, rest, command: "runbook undo" });
  if (!target) return;
  const runs = await listRuns(turn.ctx.db, target.incident.id);
  const [only, ...others] = runs;
  const { step } = takeStep(target.rest);
  if (step === null) return await sayChanges(turn, target.incident);
  if (!only) return await turn.say({ text: words.command.runbooks.noRun(target.incident) });
  if (others.length === 0) return await undoOf(turn, only.number, target.rest);
  await askWhichRun(turn, runs, { verb: "undo", rest: target.rest });
}

async function undoOf(turn: Turn, number: number, rest: string): Promise<void> {
  const asked = await findAskedRun(turn, number);
  if (!asked) return await turn.refuse({ code: "no-such-run", wanted: `run-${number}` });
  const { step } = takeStep(rest);
  const { steps } = asked.run.state;
  const state = step === null ? undefined : findNumbered(steps, step);
  if (state) return await undoChange(turn, asked, state.id);
  if (step !== null) {
    return await turn.say({ text: words.command.runs.noStep(step, countSteps(steps)) });
  }
  const incident = await findIncident(turn.ctx.db, asked.run.incidentId);
  if (incident) await sayChanges(turn, incident);
}
