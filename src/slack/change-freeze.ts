// A change of a freeze on its way to the operation, from forms and commands alike, and what is answered.
import type { Freeze, FreezeChange } from "../domain/freeze/freeze.ts";
import type { Refused } from "../domain/refusal.ts";
import { dayMoment } from "../domain/zone-time.ts";
import { changeFreeze } from "../operations/freezes/change-freeze.ts";
import { words } from "../words/words.ts";
import { personOf } from "./answer-run.ts";
import { givenOf } from "./blocks/ballot-line.ts";
import type { Turn } from "./turn.ts";

export type FreezeChanged = { readonly ok: true; readonly text: string } | Refused;

export async function makeChange(
  turn: Turn,
  freeze: Freeze,
  { change, reason }: { readonly change: FreezeChange; readonly reason: string },
): Promise<FreezeChanged> {
  const by = personOf(turn);
  const changed = await changeFreeze(turn.ctx, freeze.id, change, { by, reason });
  if (!changed.ok) return changed;
  return { ok: true, text: changedText(changed.freeze, change) };
}

/** Echoed with the zone: what was read is what counts. */
function changedText(freeze: Freeze, change: FreezeChange): string {
  const { changed: say } = words.freezeCommand;
  const name = words.freeze.name(freeze.number);
  const ballot = freeze.proposal?.ballot;
  if (ballot?.state === "asked") {
    const what = words.freezeDraft.vote.verb[change.kind];
    return say.asked(name, what, givenOf(ballot), ballot.need);
  }
  switch (change.kind) {
    case "extend":
    case "shorten":
      return say[change.kind](name, dayMoment(new Date(change.endsAt), freeze.zone));
    case "lift":
      return say.lift(name);
    case "cancel":
      return say.cancel(name);
  }
}
