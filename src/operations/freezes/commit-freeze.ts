// Stores what was decided on a freeze, with everything that follows: its course, its trail, timers, GitHub, people.
import type { Effect } from "../../domain/effect.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { type FreezeEventDraft, followCourse } from "../../domain/freeze/freeze-course.ts";
import { freezeTimerKey, timersOf } from "../../domain/freeze/timers.ts";
import { listOpenFreezes, saveFreeze } from "../../storage/freezes.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import { findTimerAt } from "../../storage/timers.ts";
import { changeTimers, oweEffects, recordAudit, type Tx } from "../context.ts";
import { recordFreezeEvent } from "./freeze-event.ts";
import { moveFollowers } from "./move-followers.ts";
import { reconcileAll, reconcileDue, tellPulls } from "./reconcile-wanted.ts";
import { paintAround, paintFreeze } from "./repaint-freeze.ts";
import { tellReport } from "./tell-report.ts";

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
  const { next } = course;
  if (next === before && events.length === 0) return before;
  await saveFreeze(tx.db, next);
  const saved = { ...next, version: next.version + 1 };
  await writeDown(tx, saved, events);
  await changeTimers(tx, timersOf(saved, tx.now));
  await bringAbout(tx, before, saved);
  await armSweep(tx, saved);
  await paintFreeze(tx, saved);
  if (saved.state !== before.state || saved.endsAt !== before.endsAt) await paintAround(tx, saved);
  return saved;
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
  // Before it is announced it has no thread.
  if (freeze.scheduledAt === undefined) return;
  const { id: freezeId, number, title, zone } = freeze;
  const about = { kind: "freeze-news", freezeId, number, title, zone } as const;
  const posts = events.flatMap(({ news }): Effect[] => {
    if (!news) return [];
    return [{ kind: "post", to: { in: "freeze-thread", freezeId }, message: { ...about, news } }];
  });
  await oweEffects(tx, posts);
}

/** Enforcement at once, by what is wanted now. */
async function bringAbout(tx: Tx, before: Freeze, after: Freeze): Promise<void> {
  const { repositories } = after.scope;
  const isTold = after.scheduledAt !== undefined;
  if (isTold && (before.scheduledAt === undefined || isOtherwise(before, after))) {
    await reconcileAll(tx, repositories);
  }
  const isMoved = before.endsAt !== after.endsAt;
  if (isTold && isMoved && after.ended === null) await tellPulls(tx, repositories);
  if (isMoved || before.ended !== after.ended) await moveFollowers(tx, after.id);
  if (after.state === "lifted" && before.state !== "lifted") await tellReport(tx, after);
}

/** What it wants of its repositories is another thing than before. */
const isOtherwise = (before: Freeze, after: Freeze): boolean =>
  (before.ended === null) !== (after.ended === null);

const SWEEP_MS = 60_000;

/** The next time at which something is not as it is wanted, or has to be looked at; a minute from now at the earliest. */
export async function armSweep(tx: Tx, freeze: Freeze): Promise<void> {
  const key = freezeTimerKey(freeze.id, "sweep");
  const wanted = freeze.scheduledAt === undefined ? undefined : await reconcileDue(tx, freeze);
  if (wanted === undefined) return;
  const fireAt = new Date(Math.max(wanted.getTime(), tx.now.getTime() + SWEEP_MS));
  const set = await findTimerAt(tx.db, key);
  if (set && set <= fireAt && set > tx.now) return;
  await changeTimers(tx, [{ set: { kind: "freeze-sweep", freezeId: freeze.id }, key, fireAt }]);
}
