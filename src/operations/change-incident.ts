// One command to one incident, in a transaction of its own.
import type { IncidentCommand } from "../domain/incident.ts";
import { changeLocked } from "./change-locked.ts";
import { type Closed, closeIncident } from "./close-incident.ts";
import { type Context, inTransaction } from "./context.ts";

export async function changeIncident(
  ctx: Context,
  incidentId: string,
  command: IncidentCommand,
): Promise<Closed> {
  return await inTransaction(ctx, async (tx) => {
    if (command.kind === "resolve" || command.kind === "cancel") {
      return await closeIncident(tx, incidentId, command);
    }
    return await changeLocked(tx, incidentId, command);
  });
}
