// What a run sees of a freeze: how far GitHub was really brought, by what was read back there.
import type { FreezeSight } from "../runbook/state/freeze-sight.ts";
import { type Freeze, isOver } from "./freeze.ts";
import type { FrozenRepository } from "./repository.ts";

/** `rows`: what was recorded of repositories, of any. */
export function sightOf(freeze: Freeze, rows: readonly FrozenRepository[], now: Date): FreezeSight {
  const byName = new Map(rows.map((row) => [row.repository.toLowerCase(), row]));
  const all = freeze.scope.repositories.map((repository) => ({
    repository,
    row: byName.get(repository.toLowerCase()),
  }));
  const isEnded = hasEnded(freeze, now);
  const isRight = isEnded ? isOpen : isHeld;
  const wrong = all.filter(({ row }) => !isRight(row));
  return {
    id: `FRZ-${freeze.number}`,
    state: freeze.state,
    starts_at: freeze.startsAt,
    ends_at: freeze.endsAt,
    is_ended: isEnded,
    is_over: isOver(freeze),
    held: all.filter(({ row }) => isHeld(row)).length,
    open: all.filter(({ row }) => isOpen(row)).length,
    of: all.length,
    trouble: [...wrong]
      .sort((a, b) => Number(b.row?.error !== null) - Number(a.row?.error !== null))
      .slice(0, MOST_TROUBLE)
      .map(({ repository, row }) => `${repository}: ${row?.error ?? row?.state ?? "open"}`),
  };
}

const MOST_TROUBLE = 5;

/** What can only be told and watched there is as much as that repository can be held. */
function isHeld(row: FrozenRepository | undefined): boolean {
  return row?.state === "frozen" || row?.state === "unenforced";
}

function isOpen(row: FrozenRepository | undefined): boolean {
  return !row || ["open", "staged", "unenforced"].includes(row.state);
}

function hasEnded(freeze: Freeze, now: Date): boolean {
  if (freeze.ended !== null || isOver(freeze) || freeze.state === "lifting") return true;
  const isPast = freeze.endsAt !== null && now >= new Date(freeze.endsAt);
  return isPast && freeze.lift.mode === "auto";
}
