// An effect whose request is known and allowed: it waits for its click.
import { patchStep, type Turn } from "./turn.ts";

export function becomeReady(turn: Turn, id: string): Turn {
  return patchStep(turn, id, { state: "ready" });
}
