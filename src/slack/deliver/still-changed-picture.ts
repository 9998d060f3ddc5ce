// The message that lists what an incident's runs changed, as it is now.
import { listStillChanged } from "../../operations/list-still-changed.ts";
import { markDrill } from "../blocks/drill-mark.ts";
import { renderStillChanged } from "../blocks/still-changed.ts";
import { type Courier, readLook } from "./courier.ts";
import type { Picture } from "./picture.ts";
import { placeOfRoom, readIncident } from "./places.ts";

export async function drawStillChanged(courier: Courier, incidentId: string): Promise<Picture> {
  const incident = await readIncident(courier, incidentId);
  const changes = await listStillChanged(courier.ctx, incidentId);
  const look = await readLook(courier, []);
  const drawn = renderStillChanged({ incident, changes, now: courier.clock.now() }, look);
  const needsPerson = changes.some(({ isSettled }) => !isSettled);
  return { place: placeOfRoom(incident), drawn: markDrill(incident, drawn), needsPerson };
}
