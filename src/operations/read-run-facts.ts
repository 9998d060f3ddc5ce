// What a runbook may refer to besides its inputs, read when a run is about to begin.
import type { Incident } from "../domain/incident.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import { alertTriggers } from "../domain/runbook/format/triggers.ts";
import type { RunFacts } from "../domain/runbook/state/run.ts";
import { listAlertsOfIncident } from "../storage/alerts.ts";
import { words } from "../words/words.ts";
import type { Deps } from "./context.ts";
import { alertFacts } from "./suggest-runbook.ts";

/** The alert is the first firing one that its triggers name, else the first. */
export async function readRunFacts(
  { db, shop }: Pick<Deps, "db" | "shop">,
  incident: Incident,
  runbook: Runbook,
): Promise<RunFacts> {
  const alerts = (await listAlertsOfIncident(db, incident.id)).map(alertFacts);
  const named = alerts.find(({ name }) =>
    alertTriggers(runbook).some((each) => each.alert === name),
  );
  const alert = named ?? alerts[0];
  return { ...factsOf(incident, shop.zone), ...(alert && { alert }) };
}

export function factsOf(incident: Incident, zone: string): RunFacts {
  return {
    zone,
    incident: {
      id: words.term.incident(incident),
      title: incident.title,
      priority: incident.priority,
      service: incident.service ?? "",
    },
  };
}
