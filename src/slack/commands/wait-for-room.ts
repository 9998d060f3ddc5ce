// The channel of an incident just opened, as soon as it is there.
import { setTimeout as wait } from "node:timers/promises";
import { findIncident } from "../../storage/incidents.ts";
import type { Turn } from "../turn.ts";

const LOOK_MS = 50;

/** Real time, since a person waits; undefined where it took longer. */
export async function waitForRoom(
  turn: Turn,
  incidentId: string,
  ms: number,
): Promise<string | undefined> {
  const { stopping } = turn.parts;
  for (let left = ms; left > 0 && !stopping?.aborted; left -= LOOK_MS) {
    const incident = await findIncident(turn.ctx.db, incidentId);
    if (incident?.room) return incident.room.channel;
    await wait(LOOK_MS);
  }
  return undefined;
}
