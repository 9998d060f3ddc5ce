// `/incident dead-letters`: what the monitoring sent and nobody understood.
import { listDeadLetters } from "../../storage/deliveries.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { deadLettersView, MOST_DEAD_LETTERS } from "../views/dead-letters.ts";

export async function showDeadLetters(turn: Turn): Promise<void> {
  const letters = await listDeadLetters(turn.ctx.db, MOST_DEAD_LETTERS);
  await openModal(turn, deadLettersView(letters, turn.ctx.shop.zone));
}
