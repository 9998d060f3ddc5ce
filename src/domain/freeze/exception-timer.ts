// The one deadline of an exception: the next reminder while it is asked, its expiry once it is approved.
import type { TimerChange } from "../timer.ts";
import { type FreezeException, isLive } from "./exception.ts";
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from "./freeze-time.ts";

export const exceptionTimerKey = (exceptionId: string): string => `exception:${exceptionId}`;

/** After the request; then daily, for as long as the freeze lasts. */
const REMIND_AFTER: readonly number[] = [30 * MINUTE_MS, 2 * HOUR_MS, 8 * HOUR_MS];
/** The fix of an open incident waits for somebody who is at it anyway. */
const REMIND_HOTFIX_AFTER: readonly number[] = [5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS];

export function timerOf(exception: FreezeException, now: Date): TimerChange {
  const { id: exceptionId } = exception;
  const key = exceptionTimerKey(exceptionId);
  const fireAt = isLive(exception) ? dueAt(exception, now) : undefined;
  return fireAt ? { set: { kind: "exception", exceptionId }, key, fireAt } : { clear: key };
}

function dueAt(exception: FreezeException, now: Date): Date | undefined {
  const { state, expiresAt, until } = exception;
  if (state === "approved") return expiresAt === null ? undefined : new Date(expiresAt);
  const reminder = nextReminder(exception, now);
  return until !== undefined && new Date(until) < reminder ? new Date(until) : reminder;
}

function nextReminder({ requestedAt, lane }: FreezeException, now: Date): Date {
  const passed = now.getTime() - Date.parse(requestedAt);
  const times = lane === "hotfix" ? REMIND_HOTFIX_AFTER : REMIND_AFTER;
  const next = times.find((each) => each > passed);
  return after(requestedAt, next ?? (Math.floor(passed / DAY_MS) + 1) * DAY_MS);
}

/** Its time is over: what it was approved for, or what it was asked for. */
export function isExpired({ state, expiresAt, until }: FreezeException, now: Date): boolean {
  const end = state === "approved" ? expiresAt : (until ?? null);
  return end !== null && new Date(end) <= now;
}
