// Planned work is over with its run: said in its room, and closed by itself, for nobody waits to resolve it.
import { isOpen } from "../domain/incident.ts";
import { endingOf } from "../domain/runbook/view/ending.ts";
import type { Timer } from "../domain/timer.ts";
import { findIncident } from "../storage/incidents.ts";
import { listRuns } from "../storage/runs.ts";
import { words } from "../words/words.ts";
import { closeIncident } from "./close-incident.ts";
import type { Tx } from "./context.ts";

type Over = Extract<Timer, { readonly kind: "planned-over" }>;

/** Not where somebody was quicker, or started another run meanwhile. */
export async function finishPlanned(tx: Tx, { incidentId, runId }: Over): Promise<void> {
  const incident = await findIncident(tx.db, incidentId);
  const runs = await listRuns(tx.db, incidentId);
  const ended = runs.find(({ id }) => id === runId);
  const isBusy = runs.some((run) => run.isOpen === 1);
  if (!ended || !incident || isBusy || !isOpen(incident)) return;
  const { number, state } = ended;
  const outcome = words.runMessage.outcome(endingOf(state));
  const summary = words.incident.plannedOver(number, outcome);
  await closeIncident(tx, incidentId, { kind: "resolve", summary });
}
