// A deadline has passed: what follows, if it still matters; late firing is said where people see it.
import { addMinutes, type Incident, isAside, isOpen, timerKeys } from "../domain/incident.ts";
import type { Message } from "../domain/message.ts";
import { LATE_AFTER_SECONDS, type Timer } from "../domain/timer.ts";
import { lockIncident } from "../storage/incidents.ts";
import { claimTimer, type DueTimer, findTimer } from "../storage/timers.ts";
import { words } from "../words/words.ts";
import { advanceLocked, lockWithSource } from "./advance-run.ts";
import { appendTimeline } from "./append-timeline.ts";
import { lockForClosing } from "./close-incident.ts";
import { type Context, changeTimers, inTransaction, oweEffects, type Tx } from "./context.ts";
import { finishPlanned } from "./finish-planned.ts";
import { fireFreezeTimer, lockForFreezeTimer } from "./freezes/fire-freeze-timer.ts";
import { pageNextOnCall } from "./page-person.ts";
import { sweepReadiness } from "./readiness/sweep-readiness.ts";
import { repaintIncident } from "./repaint.ts";

/** Minutes the next person on call gets before the one after is paged. */
const NEXT_PAGE_MINUTES = 5;
const REMINDER_MINUTES = 15;
const MOST_REMINDERS = 3;

/** Seconds by which it fired late; undefined where another replica fired it or it was moved. */
export async function fireTimer(ctx: Context, timerId: string): Promise<number | undefined> {
  return await inTransaction(ctx, async (tx) => {
    const found = await findTimer(tx.db, timerId);
    if (!found) return undefined;
    await lockFirst(tx, found.timer);
    const due = await claimTimer(tx.db, timerId, tx.now);
    if (!due) return undefined;
    const behind = (tx.now.getTime() - due.fireAt.getTime()) / 1000;
    await follow(tx, due, behind > LATE_AFTER_SECONDS ? Math.round(behind) : 0);
    return behind;
  });
}

/** As every click does: whoever took the timer first would wait for one that wants to move it. */
async function lockFirst(tx: Tx, timer: Timer): Promise<void> {
  if (timer.kind === "run") await lockWithSource(tx, timer.runId);
  else if (timer.kind === "planned-over") await lockForClosing(tx, timer.incidentId);
  else if ("incidentId" in timer) await lockIncident(tx.db, timer.incidentId);
  else if (timer.kind !== "readiness-sweep") await lockForFreezeTimer(tx, timer);
}

async function follow(tx: Tx, due: DueTimer, lateSeconds: number): Promise<void> {
  const { timer } = due;
  if (timer.kind === "run") {
    const { runId, step, attempt, timer: which } = timer;
    await advanceLocked(tx, runId, { type: "timer-fired", step, attempt, timer: which });
    return;
  }
  if (timer.kind === "readiness-sweep") return await sweepReadiness(tx);
  if (timer.kind === "planned-over") return await finishPlanned(tx, timer);
  if (!("incidentId" in timer)) return await fireFreezeTimer(tx, timer);
  const incident = await lockIncident(tx.db, timer.incidentId);
  if (!incident || !isOpen(incident) || isAside(incident)) return;
  const overdue = { incident, dueAt: due.fireAt.toISOString(), lateSeconds };
  if (timer.kind === "ack-due") await acknowledgeOverdue(tx, overdue);
  else if (timer.kind === "update-due") await updateOverdue(tx, overdue, timer.reminder);
  else await leadMissing(tx, overdue);
}

type Overdue = {
  readonly incident: Incident;
  readonly dueAt: string;
  readonly lateSeconds: number;
};

async function tell(tx: Tx, incident: Incident, message: Message): Promise<void> {
  const to = { in: "incident", incidentId: incident.id } as const;
  await oweEffects(tx, [{ kind: "post", to, message }]);
}

/** Nobody came: the next on call is paged, and so on down the list. */
async function acknowledgeOverdue(tx: Tx, overdue: Overdue): Promise<void> {
  const { incident, dueAt, lateSeconds } = overdue;
  if (incident.acknowledgedAt) return;
  const user = await pageNextOnCall(tx, incident, words.page.next());
  const paged = user ? [user] : [];
  const { id: incidentId } = incident;
  await appendTimeline(tx, incidentId, [
    { kind: "overdue", what: "acknowledge", dueAt, noticedLateSeconds: lateSeconds },
  ]);
  await tell(tx, incident, { kind: "ack-overdue", incidentId, dueAt, lateSeconds, paged });
  if (user) {
    const fireAt = addMinutes(tx.now, NEXT_PAGE_MINUTES);
    const key = timerKeys.ack(incidentId);
    await changeTimers(tx, [{ set: { kind: "ack-due", incidentId }, key, fireAt }]);
  }
  await repaintIncident(tx, incidentId);
}

/** The lead is reminded at most three times; then the reminders stop and the card says so. */
async function updateOverdue(tx: Tx, overdue: Overdue, reminder: number): Promise<void> {
  const { incident, dueAt, lateSeconds } = overdue;
  const { id: incidentId } = incident;
  await appendTimeline(tx, incidentId, [
    { kind: "overdue", what: "update", dueAt, noticedLateSeconds: lateSeconds },
  ]);
  const mention = incident.lead ?? incident.acknowledgedBy;
  const message = { incidentId, dueAt, lateSeconds, mention, reminder };
  const to = { in: "incident", incidentId, isInCardThread: true } as const;
  await oweEffects(tx, [{ kind: "post", to, message: { kind: "update-overdue", ...message } }]);
  if (reminder < MOST_REMINDERS) {
    const next = { kind: "update-due", incidentId, reminder: reminder + 1 } as const;
    const fireAt = addMinutes(tx.now, REMINDER_MINUTES);
    await changeTimers(tx, [{ set: next, key: timerKeys.update(incidentId), fireAt }]);
  }
  await repaintIncident(tx, incidentId);
}

async function leadMissing(tx: Tx, overdue: Overdue): Promise<void> {
  const { incident, dueAt, lateSeconds } = overdue;
  if (incident.lead) return;
  const { id: incidentId } = incident;
  await appendTimeline(tx, incidentId, [
    { kind: "overdue", what: "lead", dueAt, noticedLateSeconds: lateSeconds },
  ]);
  await tell(tx, incident, { kind: "lead-missing", incidentId, lateSeconds });
}
