// `/incident dead-letters`: what the monitoring sent and nobody understood.
import { listLetters } from "../../storage/dead-letters.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { deadLettersView, MOST_DEAD_LETTERS } from "../views/dead-letters.ts";

export async function showDeadLetters(turn: Turn): Promise<void> {
  const letters = await listLetters(turn.ctx.db, MOST_DEAD_LETTERS);
  await openModal(turn, deadLettersView(letters, turn.ctx.shop.zone));
}
