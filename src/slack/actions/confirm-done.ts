// How a click that changed something shows it: the message it was on is edited, or words say so.
import { recordHomeSeen } from "../../operations/record-delivery.ts";
import { findProjectionByMessage } from "../../storage/projections.ts";
import type { ActionRequest } from "../request.ts";
import type { Turn } from "../turn.ts";

/** In words, except on the Home tab, which is published anew and shows it itself. */
export function answerFor(turn: Turn, { view }: ActionRequest): Turn["say"] {
  if (view?.type !== "home") return turn.say;
  return async () => await recordHomeSeen(turn.aside, turn.person.user);
}

export async function confirmDone(turn: Turn, request: ActionRequest, text: string): Promise<void> {
  const { channel, messageTs, view } = request;
  if (view?.type === "home") return await answerFor(turn, request)({ text });
  const { db } = turn.ctx;
  const painted = channel && messageTs && (await findProjectionByMessage(db, channel, messageTs));
  if (!painted) await turn.say({ text });
}
