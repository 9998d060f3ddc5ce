// One command to one incident, in a transaction of its own.
import type { IncidentCommand } from "../domain/incident.ts";
import { type Changed, changeLocked } from "./change-locked.ts";
import { closeIncident } from "./close-incident.ts";
import { type Context, inTransaction } from "./context.ts";
import type { StillChanged } from "./list-still-changed.ts";

/** `stillChanged`: what runs changed and nobody has dealt with, where the incident was closed all the same. */
export type IncidentChanged = Changed & { readonly stillChanged?: readonly StillChanged[] };

export async function changeIncident(
  ctx: Context,
  incidentId: string,
  command: IncidentCommand,
): Promise<IncidentChanged> {
  return await inTransaction(ctx, async (tx) => {
    if (command.kind === "resolve" || command.kind === "cancel") {
      return await closeIncident(tx, incidentId, command);
    }
    return await changeLocked(tx, incidentId, command);
  });
}
