// Turns stored deliveries into alerts, and alerts into incidents: a batch in one transaction.
import { setImmediate as othersTurn } from "node:timers/promises";
import type { Actor } from "../domain/actor.ts";
import { findRoute, type Origin } from "../domain/route-signal.ts";
import type { Reading, Signal } from "../domain/signal.ts";
import {
  claimDeliveries,
  type DeliveryRow,
  listWaiting,
  lockUnderstanding,
  saveDead,
  saveUnderstood,
} from "../storage/deliveries.ts";
import { AlertLedger } from "./alert-ledger.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "./context.ts";
import { groupAlert } from "./group-alert.ts";
import { openIncidentLedger } from "./incident-ledger.ts";
import { type Arrival, startByAlert } from "./start-by-alert.ts";
import { tellDeadLetter } from "./tell-dead-letter.ts";

export type Reader = {
  readonly read: (delivery: DeliveryRow) => Reading;
  /** The service that a hook itself names. */
  readonly serviceOf: (hook: string) => string | undefined;
};

/** The number of deliveries dealt with; 0 where nothing waits or another process is at it. */
export async function understandDeliveries(
  ctx: Context,
  reader: Reader,
  limit: number,
): Promise<number> {
  try {
    return await understandBatch(ctx, reader, limit);
  } catch (error) {
    // One delivery that trips Muster must not hold up the others: alone, it shows itself.
    return await understandAlone(ctx, reader, error);
  }
}

async function understandBatch(ctx: Context, reader: Reader, limit: number): Promise<number> {
  return await inTransaction(ctx, async (tx) => {
    if (!(await lockUnderstanding(tx.db))) return 0;
    const rows = await claimDeliveries(tx.db, limit);
    // Equal bytes sent again keep their old row: what was heard last is read last.
    const heard = rows.toSorted((a, b) => a.lastReceivedAt.getTime() - b.lastReceivedAt.getTime());
    if (rows.length > 0) await understand(tx, reader, heard);
    return rows.length;
  });
}

/** The oldest delivery by itself: understood, or kept as a dead letter with the error as its reason. */
async function understandAlone(ctx: Context, reader: Reader, cause: unknown): Promise<number> {
  const [oldest] = await listWaiting(ctx.db, 1);
  if (!oldest) throw cause;
  try {
    return await understandBatch(ctx, reader, 1);
  } catch (error) {
    await inTransaction(ctx, async (tx) => {
      await bury(tx, oldest, `Muster failed on it: ${firstLine(error)}`);
    });
    return 1;
  }
}

function firstLine(error: unknown): string {
  const { message } =
    error instanceof Error
      ? error.cause instanceof Error
        ? error.cause
        : error
      : { message: String(error) };
  return message.split("\n", 1)[0]?.slice(0, 300) ?? "";
}

/** Deliveries dealt with before clicks and webhooks that came meanwhile have their turn (some 2 ms). */
const TURN = 10;

type Heard = { readonly row: DeliveryRow; readonly signal: Signal; readonly origin: Origin };

async function understand(tx: Tx, reader: Reader, rows: readonly DeliveryRow[]): Promise<void> {
  const heard: Heard[] = [];
  const understood: string[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % TURN === 0) await othersTurn();
    const reading = reader.read(row);
    if (!reading.ok) {
      await bury(tx, row, reading.reason);
      continue;
    }
    understood.push(row.id);
    const origin = { source: row.source, hook: row.hook, service: reader.serviceOf(row.hook) };
    for (const signal of reading.signals) heard.push({ row, signal, origin });
  }
  const alerts = await AlertLedger.open(tx, heard);
  const incidents = openIncidentLedger(tx);
  const arrivals: Arrival[] = [];
  for (const [index, { row, signal, origin }] of heard.entries()) {
    if (index % TURN === 0) await othersTurn();
    const actor: Actor = { type: "alert", source: row.source, hook: row.hook };
    const route = findRoute(tx.shop.routes, signal, origin);
    await groupAlert({ ...tx, actor }, { signal, route, row, alerts, incidents, arrivals });
  }
  await alerts.save(tx);
  await incidents.settle();
  for (const arrival of arrivals) await startByAlert(tx, arrival);
  await saveUnderstood(tx.db, understood, tx.now);
}

/** Kept for a person to see and replay. */
async function bury(tx: Tx, row: DeliveryRow, reason: string): Promise<void> {
  await saveDead(tx.db, row.id, reason);
  await recordAudit(tx, "delivery.dead", row.id, { detail: { hook: row.hook, reason } });
  await tellDeadLetter(tx, row, reason);
}
