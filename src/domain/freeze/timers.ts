// The deadlines of a freeze: which are set by what it is now, each by a key of its own.
import type { FreezeMoment, TimerChange } from "../timer.ts";
import { type Freeze, isOver } from "./freeze.ts";
import { after, HOUR_MS, MINUTE_MS } from "./freeze-time.ts";
import { noticesOf } from "./notices.ts";

export const freezeTimerKey = (freezeId: string, moment: FreezeMoment | "sweep"): string =>
  `freeze:${freezeId}:${moment}`;

const moments: readonly FreezeMoment[] = [
  "day-before",
  "hour-before",
  "start",
  "ending",
  "end",
  "approval",
  "late",
];

/** Only what is still to come is set: what has passed followed at once. */
export function timersOf(freeze: Freeze, now: Date): readonly TimerChange[] {
  return moments.map((moment): TimerChange => {
    const key = freezeTimerKey(freeze.id, moment);
    const fireAt = momentAt(freeze, moment, now);
    if (!fireAt || fireAt <= now) return { clear: key };
    return { set: { kind: "freeze", freezeId: freeze.id, moment }, key, fireAt };
  });
}

/** Minutes after which it is said that not everything is held, or open again. */
export const LATE_MINUTES = 15;
/** Told each quarter of an hour so often; then hourly that it is not open, and no more that it is not held. */
const QUARTERS = 5;
function momentAt(freeze: Freeze, moment: FreezeMoment, now: Date): Date | undefined {
  if (isOver(freeze)) return undefined;
  switch (moment) {
    case "day-before":
      return beforeStart(freeze, noticesOf(freeze).dayBeforeMs);
    case "hour-before":
      return beforeStart(freeze, noticesOf(freeze).hourBeforeMs);
    case "start":
      return beforeStart(freeze, 0);
    case "ending":
      return beforeEnd(freeze, HOUR_MS);
    case "end":
      return endOrAgain(beforeEnd(freeze, 0), now);
    case "approval":
      return nextReminder(freeze, now);
    case "late":
      return lateAt(freeze, now);
  }
}

const beforeStart = ({ state, startsAt }: Freeze, ms: number | null): Date | undefined =>
  state === "scheduled" && ms !== null ? after(startsAt, -ms) : undefined;

const beforeEnd = ({ ended, endsAt }: Freeze, ms: number): Date | undefined =>
  ended || endsAt === null ? undefined : after(endsAt, -ms);

/** Past its end it holds on only where a person has to let go. */
function endOrAgain(end: Date | undefined, now: Date): Date | undefined {
  if (!end || end > now) return end;
  return askAgain(end, now);
}

const ASK_AGAIN_HOURS = [1, 4, 12];

/** After an hour, four, twelve, then daily. */
export function askAgain(askedAt: string | Date, now: Date): Date {
  const hours = (now.getTime() - new Date(askedAt).getTime()) / HOUR_MS;
  const next = ASK_AGAIN_HOURS.find((each) => each > hours) ?? (Math.floor(hours / 24) + 1) * 24;
  return after(askedAt, next * HOUR_MS);
}

/** Also when the freeze should begin, whatever was reminded before. */
function nextReminder(freeze: Freeze, now: Date): Date | undefined {
  if (!freeze.proposal) return undefined;
  const reminder = askAgain(freeze.proposal.ballot.askedAt, now);
  const start = new Date(freeze.startsAt);
  return freeze.state === "proposed" && start > now && start < reminder ? start : reminder;
}

function lateAt(freeze: Freeze, now: Date): Date | undefined {
  const from = lateFrom(freeze);
  if (!from) return undefined;
  const passed = Math.max(0, now.getTime() - from.getTime());
  const quarters = Math.floor(passed / (LATE_MINUTES * MINUTE_MS)) + 1;
  if (quarters > QUARTERS && freeze.state !== "lifting") return undefined;
  // From the sixth on by the hour: 15, 30, 45, 60, 75 minutes, then 2 h 15, 3 h 15 and so on.
  const more = Math.max(0, quarters - QUARTERS);
  const steps = more === 0 ? quarters : QUARTERS + Math.ceil(more / 4) * 4;
  return after(from, steps * LATE_MINUTES * MINUTE_MS);
}

/** When it should have been so: at the end of one that ends by itself, however late Muster came to lift it. */
export function owedFrom(freeze: Freeze): Date | undefined {
  const { endsAt, ended, lift } = freeze;
  const isByClock = ended?.why === "over" && lift.mode === "auto" && endsAt !== null;
  return isByClock && freeze.state === "lifting" ? new Date(endsAt) : lateFrom(freeze);
}

/** Since when something is carried out: everything held since its start, or everything opened since its end. */
export function lateFrom(freeze: Freeze): Date | undefined {
  if (freeze.state === "lifting" && freeze.ended) return new Date(freeze.ended.at);
  if (freeze.state !== "scheduled") return undefined;
  const { startsAt, scheduledAt = startsAt } = freeze;
  return new Date(scheduledAt > startsAt ? scheduledAt : startsAt);
}
