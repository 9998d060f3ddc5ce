// Reads at the target how things are: before an effect, after it, or to learn whether it happened.
import { READ_TIMEOUT_MS } from "./metric-reading.ts";
import { ask, patchStep, setTimer, stateOf, type Turn } from "./turn.ts";

export function readBack(turn: Turn, id: string, purpose: "before" | "verify" | "probe"): Turn {
  const { effect, reads, attempt } = stateOf(turn, id);
  const read = purpose === "probe" ? effect?.probe : effect?.verify;
  if (!read) throw new Error(`step '${id}' has nothing to read for '${purpose}'`);
  const number = reads + 1;
  const state = purpose === "before" ? {} : { state: "verifying" as const };
  const reading = patchStep(turn, id, { ...state, reads: number, reading: { number, purpose } });
  const asked = ask(reading, {
    do: "read-back",
    step: id,
    attempt,
    reading: number,
    purpose,
    request: read.request,
  });
  return purpose === "before" ? asked : setTimer(asked, id, "read", READ_TIMEOUT_MS);
}
