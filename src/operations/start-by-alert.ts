// An alert came into an incident: runbooks that its triggers start by themselves begin, up to the first step that needs a person.
import type { Alert } from "../domain/alert.ts";
import { type Incident, isOpen } from "../domain/incident.ts";
import { alertTriggers } from "../domain/runbook/format/triggers.ts";
import { startRun } from "../domain/runbook/run/advance.ts";
import { lockIncident } from "../storage/incidents.ts";
import { beginRun } from "./begin-run.ts";
import type { Tx } from "./context.ts";
import { fillInputs } from "./fill-inputs.ts";
import { factsOf } from "./read-run-facts.ts";
import type { ShelvedRunbook } from "./runbook-shelf.ts";
import { alertFacts } from "./suggest-runbook.ts";

export type Arrival = { readonly incidentId: string; readonly alert: Alert };

/** Once for the alert and the runbook while a run is open; where an input is missing, it stays a suggestion. */
export async function startByAlert(tx: Tx, { incidentId, alert }: Arrival): Promise<void> {
  const { name } = alertFacts(alert);
  const fitting = tx.runbooks
    .list()
    .filter(({ runbook }) =>
      alertTriggers(runbook).some((each) => each.alert === name && each.mode === "start"),
    );
  if (fitting.length === 0) return;
  const incident = await lockIncident(tx.db, incidentId);
  if (!incident || !isOpen(incident)) return;
  const own: Tx = { ...tx, actor: { type: "muster", via: "hook" } };
  for (const shelved of fitting) await start(own, shelved, { incident, alert });
}

const MUSTER = { id: "muster", name: "Muster" };

type Cause = { readonly incident: Incident; readonly alert: Alert };

async function start(tx: Tx, shelved: ShelvedRunbook, { incident, alert }: Cause): Promise<void> {
  const { runbook } = shelved;
  const facts = { ...factsOf(incident, tx.shop.zone), alert: alertFacts(alert) };
  const filled = fillInputs(
    runbook,
    {},
    { facts, now: tx.now, repositories: tx.shop.repositories },
  );
  if (!filled.ok) return;
  const { run: state, intents } = startRun(
    runbook,
    // Whatever muster.yml allows: what nobody pressed changes nothing.
    { id: tx.newId(), inputs: filled.inputs, by: MUSTER, facts, preflight: true, autonomy: false },
    { now: tx.now, chance: tx.chance() },
  );
  await beginRun(tx, shelved, {
    ...{ incident, state, intents, by: MUSTER },
    triggerKey: `${runbook.id}:${alert.id}`,
    detail: { alert: alert.id },
  });
}
