// Everything that follows from one event to a run, in its transaction: timeline, effects, timers, messages, people.
import type { Incident } from "../domain/incident.ts";
import { plannedOver } from "../domain/incident-end.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import type { Intent } from "../domain/runbook/state/intent.ts";
import type { RunState } from "../domain/runbook/state/run.ts";
import type { StepState } from "../domain/runbook/state/step-state.ts";
import { lockIncident } from "../storage/incidents.ts";
import type { RunRow } from "../storage/runs.ts";
import { deleteTimersOfRun } from "../storage/timers.ts";
import { words } from "../words/words.ts";
import { announce } from "./announce.ts";
import { appendTimeline } from "./append-timeline.ts";
import { escalateApproval, findApprovers } from "./ask-approval.ts";
import { changeTimers, oweEffects, type Tx } from "./context.ts";
import { pageOrTell, tellHeld } from "./page-for-run.ts";
import { repaintRun } from "./repaint-run.ts";
import { timelineOf } from "./run-timeline.ts";
import { type FollowUp, type Scene, sayInThread } from "./scene.ts";
import { tellAssignee } from "./tell-assignee.ts";
import { giveBackUndos, tellUndone } from "./tell-undone.ts";

export type Step = { readonly before: RunState | null; readonly intents: readonly Intent[] };

export type Ran = { readonly run: RunRow; readonly runbook: Runbook };

/** What is to happen to this run, or to the one whose effects it takes back, right after. */
export async function carryOut(
  tx: Tx,
  { run, runbook }: Ran,
  { before, intents }: Step,
): Promise<readonly FollowUp[]> {
  const incident = await lockIncidentOf(tx, run);
  const scene: Scene = { tx, run, runbook, incident };
  await appendTimeline(tx, incident.id, timelineOf(run, runbook.title, before));
  const isEnding = run.isOpen === 0 && before !== null && !before.outcome;
  if (isEnding) await deleteTimersOfRun(tx.db, run.id);
  const followUps: FollowUp[] = [];
  for (const intent of intents) followUps.push(...(await carryOutIntent(scene, intent)));
  if (isEnding) followUps.push(...(await giveBackUndos(scene, intents)));
  if (isEnding && incident.isPlanned)
    await changeTimers(tx, [plannedOver(incident.id, run.id, tx.now)]);
  await repaintRun(scene, before);
  return followUps;
}

/** After the run, always in this order. */
async function lockIncidentOf(tx: Tx, run: RunRow): Promise<Incident> {
  const incident = await lockIncident(tx.db, run.incidentId);
  if (!incident) throw new Error(`run ${run.number} has lost its incident ${run.incidentId}`);
  return incident;
}

async function carryOutIntent(scene: Scene, intent: Intent): Promise<readonly FollowUp[]> {
  const { tx, run } = scene;
  switch (intent.do) {
    case "ask-approval":
      return await findApprovers(scene, intent);
    case "tell-undone":
      return await tellUndone(scene, intent);
    case "read-metrics":
    case "send-request":
    case "read-back":
    case "preflight":
    case "follow-freeze":
      await oweEffects(tx, [{ kind: "run", runId: run.id, intent }]);
      return [];
    case "set-timer": {
      const { step, attempt, timer } = intent;
      const key = `run:${run.id}:${step}:${attempt}:${timer}`;
      const set = { kind: "run", runId: run.id, step, attempt, timer } as const;
      await changeTimers(tx, [{ set, key, fireAt: new Date(intent.fireAt) }]);
      return [];
    }
    case "announce":
    case "say":
    case "ask-person":
    case "remind":
    case "say-unknown":
    case "held":
    case "escalate":
    case "escalate-approval":
    case "repaint-approval":
    case "tell-assignee":
    case "ended":
      await tellPeople(scene, intent);
      return [];
  }
}

type ForPeople = Extract<
  Intent,
  {
    readonly do:
      | "announce"
      | "say"
      | "ask-person"
      | "remind"
      | "say-unknown"
      | "held"
      | "escalate"
      | "escalate-approval"
      | "repaint-approval"
      | "tell-assignee"
      | "ended";
  }
>;

async function tellPeople(scene: Scene, intent: ForPeople): Promise<void> {
  const { run } = scene;
  switch (intent.do) {
    case "announce":
      return await announce(scene, intent);
    case "say":
      return await sayInThread(scene, intent.text);
    case "ask-person":
      return await sayInThread(scene, words.run.asks(run, intent.step, intent.reason));
    case "remind":
      return await sayInThread(scene, words.run.reminds(run, intent.step));
    case "say-unknown":
      return await sayInThread(scene, words.run.sinceUnknown(run, intent.step, intent.sinceMs));
    case "held":
      return await tellHeld(scene, intent.hold);
    case "escalate":
      return await pageOrTell(scene, words.run.pageReason(run));
    case "escalate-approval": {
      const step = stepOf(scene, intent.step);
      return step && (await escalateApproval(scene, step));
    }
    case "tell-assignee":
      return await tellAssignee(scene, intent);
    case "repaint-approval":
    case "ended":
      // Approvals are repainted whenever they differ, and the end is drawn on the run's message.
      return;
  }
}

const stepOf = ({ run }: Scene, id: string): StepState | undefined =>
  run.state.steps.find((step) => step.id === id);
