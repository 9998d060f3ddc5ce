// How a freeze stands, in a few words: nothing is called held that was not read back from GitHub.
import { words } from "../../words/words.ts";
import type { FreezeSubject, Standing } from "./freeze-subject.ts";
import { type Look, when } from "./look.ts";

export function stateText({ freeze, standing, now }: FreezeSubject, look: Look): string {
  const { state: say } = words.freeze;
  const startsAt = new Date(freeze.startsAt);
  const hasBegun = now >= startsAt;
  switch (freeze.state) {
    case "drafted":
      return say.drafted();
    case "proposed":
      return hasBegun ? say.proposedLate() : say.proposed();
    case "scheduled":
      return hasBegun ? beginning(standing) : say.scheduled(when(look, startsAt));
    case "active":
      if (freeze.endsAt !== null && now >= new Date(freeze.endsAt)) {
        return say.waitsToLetGo(heldText(standing));
      }
      return isWhole(standing) ? say.active(heldText(standing)) : say.partial(heldText(standing));
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

function beginning(standing: Standing): string {
  const { state: say } = words.freeze;
  return standing.held === 0 ? say.beginning(heldText(standing)) : say.partial(heldText(standing));
}

/** Every repository is read back as held, or honestly not enforceable. */
const isWhole = ({ held, unenforced, of }: Standing): boolean => held + unenforced >= of;

/** `11 of 12 held, 1 unknown`. */
export function heldText({ held, of, unenforced, failed, drifted, unknown }: Standing): string {
  const { freeze: say } = words;
  return [
    say.held(held, of),
    ...(unenforced > 0 ? [say.unenforced(unenforced)] : []),
    ...(failed > 0 ? [say.failed(failed)] : []),
    ...(drifted > 0 ? [say.drifted(drifted)] : []),
    ...(unknown > 0 ? [say.unknown(unknown)] : []),
  ].join(", ");
}

export function leftText({ held, of, failed, drifted, unknown }: Standing): string {
  const { freeze: say } = words;
  return [
    say.stillHeld(held + failed + drifted + unknown, of),
    ...(failed > 0 ? [say.failed(failed)] : []),
    ...(unknown > 0 ? [say.unknown(unknown)] : []),
  ].join(", ");
}
