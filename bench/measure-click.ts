// From a click to the next step shown while 100 runs are open, each with its message.
import { clickThrough } from "./click-through.ts";
import { clickRows } from "./measure-run.ts";
import { openIncident, startRuns, untilRoomForEdits, untilSettled } from "./open-runs.ts";
import type { Place } from "./slack.ts";
import type { Stage } from "./stage.ts";
import type { Row } from "./table.ts";

const OPEN = 100;
/** Posts are limited by channel: in one, a hundred runs would take two minutes to appear. */
const INCIDENTS = 4;
const CLICKS = 40;

export async function measureClick(stage: Stage): Promise<readonly Row[]> {
  const messages: Place[] = [];
  const starts: Promise<Place[]>[] = [];
  for (let incident = 0; incident < INCIDENTS; incident++) {
    const room = await openIncident(stage, `hundred-${incident}`);
    starts.push(startRuns(stage, room, OPEN / INCIDENTS));
  }
  for (const started of await Promise.all(starts)) messages.push(...started);
  await untilSettled(stage);
  await untilRoomForEdits(stage);
  // Of one incident, so that the cards of the others take no part of what Slack allows.
  const clicked = messages.slice(0, OPEN / INCIDENTS);
  const order = Array.from({ length: CLICKS }, (_, click) => clicked[click % clicked.length]);
  const found = order.filter((message) => message !== undefined);
  return await clickRows(stage, `${messages.length} open runs`, await clickThrough(stage, found));
}
