// How a click that changed something shows it: the message it was on is edited, or words say so.
import { recordHomeSeen } from "../../operations/record-delivery.ts";
import { findProjectionByMessage } from "../../storage/projections.ts";
import type { ActionRequest } from "../request.ts";
import type { Turn } from "../turn.ts";

export async function confirmDone(
  turn: Turn,
  { channel, messageTs, view }: ActionRequest,
  text: string,
): Promise<void> {
  if (view?.type === "home") return await recordHomeSeen(turn.aside, turn.person.user);
  const { db } = turn.ctx;
  const painted = channel && messageTs && (await findProjectionByMessage(db, channel, messageTs));
  if (!painted) await turn.say({ text });
}
