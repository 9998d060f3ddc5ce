// The message of a run, as its state is now.
import { describeRun, type RunView } from "../../domain/runbook/describe.ts";
import { readRun } from "../../operations/read-run.ts";
import { renderRun } from "../blocks/run-message.ts";
import { type Courier, readLook } from "./courier.ts";
import type { Picture } from "./picture.ts";
import { placeOfRoom, readIncident } from "./places.ts";
import { Pointless } from "./slack-failure.ts";

/** Reading, sending and waiting go on by themselves. */
function needsPerson({ current }: RunView): boolean {
  if (!current) return false;
  const { state, kind } = current;
  const isAsking = kind === "manual" || kind === "choice";
  return state === "ready" || state === "needs_decision" || (state === "waiting" && isAsking);
}

export async function drawRun(courier: Courier, runId: string): Promise<Picture> {
  const found = await readRun(courier.ctx, runId);
  if (!found) throw new Pointless(`run ${runId} is gone`);
  const { run, runbook } = found;
  const incident = await readIncident(courier, run.incidentId);
  const view = describeRun(runbook, run.state, courier.clock.now());
  const look = await readLook(courier, []);
  const drawn = renderRun({ number: run.number, version: run.eventSeq, view }, look);
  return { place: placeOfRoom(incident), drawn, needsPerson: needsPerson(view) };
}
