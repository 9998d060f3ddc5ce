// How a freeze stands, in a few words: nothing is called held that was not read back from GitHub.
import { type Freeze, isHolding } from "../../domain/freeze/freeze.ts";
import { hasBegun, isPastEnd } from "../../domain/freeze/freeze-time.ts";
import { type FreezeStanding, isAllHeld } from "../../domain/freeze/standing.ts";
import { words } from "../../words/words.ts";
import type { FreezeSubject } from "./freeze-subject.ts";
import { type Look, when } from "./look.ts";

export function stateText({ freeze, standing, now }: FreezeSubject, look: Look): string {
  const { state: say } = words.freeze;
  switch (freeze.state) {
    case "drafted":
      return say.drafted();
    case "proposed":
      return hasBegun(freeze, now) ? say.proposedLate() : say.proposed();
    case "scheduled":
      if (hasBegun(freeze, now)) return beginning(standing);
      return say.scheduled(when(look, new Date(freeze.startsAt)));
    case "active":
      if (waitsToLetGo(freeze, now)) return say.waitsToLetGo(heldText(standing));
      return begun(standing);
    case "lifting":
      return say.lifting(leftText(standing));
    case "lifted":
      return say.lifted(freeze.ended?.why ?? "over");
    case "cancelled":
      return say.cancelled();
    case "denied":
      return say.denied();
  }
}

function begun(standing: FreezeStanding): string {
  const { state: say } = words.freeze;
  const held = heldText(standing);
  if (isAllHeld(standing)) return say.active(held);
  return standing.held === 0 ? say.inactive(held) : say.partial(held);
}

function beginning(standing: FreezeStanding): string {
  const { state: say } = words.freeze;
  return standing.held === 0 ? say.beginning(heldText(standing)) : say.partial(heldText(standing));
}

/** Its end has passed, and a person has to let go. */
export const waitsToLetGo = (freeze: Freeze, now: Date): boolean =>
  isHolding(freeze, now) && isPastEnd(freeze, now);

/** `11 of 12 held, 1 unknown`. */
export function heldText({
  held,
  of,
  unenforced,
  failed,
  drifted,
  unknown,
}: FreezeStanding): string {
  const { freeze: say } = words;
  return [
    say.held(held, of),
    ...(unenforced > 0 ? [say.unenforced(unenforced)] : []),
    ...(failed > 0 ? [say.failed(failed)] : []),
    ...(drifted > 0 ? [say.drifted(drifted)] : []),
    ...(unknown > 0 ? [say.unknown(unknown)] : []),
  ].join(", ");
}

export function leftText({ held, of, failed, drifted, unknown }: FreezeStanding): string {
  const { freeze: say } = words;
  return [
    say.stillHeld(held + failed + drifted + unknown, of),
    ...(failed > 0 ? [say.failed(failed)] : []),
    ...(unknown > 0 ? [say.unknown(unknown)] : []),
  ].join(", ");
}
