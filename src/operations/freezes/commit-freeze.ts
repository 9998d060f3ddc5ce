// Stores what was decided on a freeze, with everything that follows: its course, its trail, timers, GitHub, people.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { type FreezeEventDraft, followCourse } from "../../domain/freeze/freeze-course.ts";
import { timersOf } from "../../domain/freeze/timers.ts";
import { listOpenFreezes, saveFreeze } from "../../storage/freezes.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import { changeTimers, recordAudit, type Tx } from "../context.ts";
import { armSweep } from "./arm-sweep.ts";
import { askVoters } from "./ask-voters.ts";
import { recordFreezeEvent } from "./freeze-event.ts";
import { moveFollowers } from "./move-followers.ts";
import { reconcileAll, tellHeld } from "./reconcile-wanted.ts";
import { paintAround, paintFreeze } from "./repaint-freeze.ts";
import { reviewExceptions } from "./settle-exception.ts";
import { lookForAutoMerge, tellAutoMerge } from "./tell-auto-merge.ts";
import { tellReport } from "./tell-report.ts";
import { tellThread } from "./tell-thread.ts";

export type Decided = {
  readonly next: Freeze;
  readonly events: readonly FreezeEventDraft[];
};

/** Under its lock. Returns it as it is stored then: what the clock and GitHub have made of it is in it already. */
export async function commitFreeze(tx: Tx, before: Freeze, decided: Decided): Promise<Freeze> {
  const course = followCourse(decided.next, {
    known: await listFrozenRepositories(tx.db),
    open: await listOpenFreezes(tx.db),
    now: tx.now,
  });
  const events = [...decided.events, ...course.events];
  if (course.next === before && events.length === 0) return before;
  const next = await warn(tx, before, course.next);
  await saveFreeze(tx.db, next);
  const saved = { ...next, version: next.version + 1 };
  await writeDown(tx, saved, events);
  await changeTimers(tx, timersOf(saved, tx.now));
  await bringAbout(tx, before, saved);
  await armSweep(tx, saved);
  await askVoters(tx, before, saved);
  await paintFreeze(tx, saved);
  if (saved.state !== before.state || saved.endsAt !== before.endsAt) await paintAround(tx, saved);
  return saved;
}

/** Of pull requests that merge by themselves, before it ends: when that is asked for, and when it is so. */
async function warn(tx: Tx, before: Freeze, next: Freeze): Promise<Freeze> {
  const { proposal } = next;
  const isNew = proposal !== null && proposal.id !== before.proposal?.id;
  const isShorter = proposal?.change.kind === "lift" || proposal?.change.kind === "shorten";
  const looking = isNew && isShorter ? await lookForAutoMerge(tx, next) : next;
  return await tellAutoMerge(tx, looking);
}

async function writeDown(
  tx: Tx,
  freeze: Freeze,
  events: readonly FreezeEventDraft[],
): Promise<void> {
  for (const { what, detail } of events) {
    await recordFreezeEvent(tx, { what, detail, freezeId: freeze.id });
    await recordAudit(tx, what, freeze.id, { detail: { ...detail, number: freeze.number } });
  }
  await tellThread(tx, freeze, ...events.flatMap(({ news }) => news ?? []));
}

/** Enforcement at once, by what is wanted now; then whoever has to know. */
async function bringAbout(tx: Tx, before: Freeze, after: Freeze): Promise<void> {
  const { repositories } = after.scope;
  const isGranted = before.scheduledAt === undefined;
  const isEnded = before.ended === null && after.ended !== null;
  const isMoved = before.endsAt !== after.endsAt;
  if (after.scheduledAt !== undefined) {
    if (isGranted || isEnded) await reconcileAll(tx, repositories);
    if (isMoved || isEnded) await tellHeld(tx, repositories);
  }
  if (isMoved || before.state !== after.state || isEnded) await moveFollowers(tx, after.id);
  if (after.state === "lifted" && before.state !== "lifted") {
    await tellReport(tx, after);
    await reviewExceptions(tx, repositories);
  }
}
