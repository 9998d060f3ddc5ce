// Stores deliveries in batches as they come, each caller answered after its own row is committed.
import { randomUUID } from "node:crypto";
import type { RawDelivery } from "./source.ts";

export type DeliveryRow = {
  readonly id: string;
  readonly key: string;
  readonly delivery: RawDelivery;
  /** How often this key arrived within the batch. */
  readonly copies: number;
};

export type StoredDelivery = { readonly key: string; readonly id: string };

/**
 * One committed statement for all rows; keys within it are unique and ascending, so that two of them at once cannot
 * deadlock. Resolves with the id kept for every key: the row's own, or that of the delivery stored before.
 */
export type InsertDeliveries = (rows: readonly DeliveryRow[]) => Promise<readonly StoredDelivery[]>;

export type DeliveryStore = AsyncDisposable & {
  /** Resolves with the id once the delivery is committed; rejects when it is not stored. */
  readonly store: (key: string, delivery: RawDelivery) => Promise<string>;
  readonly waiting: () => { readonly count: number; readonly bytes: number };
};

export type DeliveryStoreOptions = {
  readonly insert: InsertDeliveries;
  /** Told once for each failed statement, however many callers waited for it. */
  readonly onFailure: (error: unknown, rows: number) => void;
  readonly newId?: () => string;
  readonly maxRows?: number;
  readonly maxBatchBytes?: number;
  readonly maxFlights?: number;
  readonly maxWaitingBytes?: number;
};

/** The delivery was not stored: the database failed, too much waits for it, or the process is going. To be sent again. */
export class StoreUnavailableError extends Error {
  override readonly name = "StoreUnavailableError";
}

type Entry = {
  readonly id: string;
  readonly key: string;
  readonly delivery: RawDelivery;
  readonly bytes: number;
  readonly callers: PromiseWithResolvers<string>[];
};

/** What an entry costs beside its body: headers, key, promise. */
const entryBytes = 2_048;

/**
 * No timer: whatever arrived by the end of this turn of the event loop flies together, so an idle Muster answers at
 * the speed of one insert and a storm of thousands a second fits in a few statements (two in flight: 200 rows each).
 */
export function openDeliveryStore(options: DeliveryStoreOptions): DeliveryStore {
  const { insert, onFailure, newId = randomUUID, maxRows = 200, maxFlights = 2 } = options;
  const maxBatchBytes = options.maxBatchBytes ?? 8 * 1024 * 1024;
  const maxWaitingBytes = options.maxWaitingBytes ?? 64 * 1024 * 1024;
  const queue = new Map<string, Entry>();
  let [queuedBytes, flyingBytes, flyingCount, flights] = [0, 0, 0, 0];
  let isScheduled = false;
  let closing: PromiseWithResolvers<void> | undefined;

  function store(key: string, delivery: RawDelivery): Promise<string> {
    if (closing) return Promise.reject(new StoreUnavailableError("Muster is stopping."));
    const caller = Promise.withResolvers<string>();
    const same = queue.get(key);
    if (same) {
      same.callers.push(caller);
      return caller.promise;
    }
    const bytes = delivery.body.byteLength + delivery.query.length + entryBytes;
    if (queuedBytes + flyingBytes + bytes > maxWaitingBytes) {
      const full = `${queue.size + flyingCount} deliveries wait for the database already.`;
      return Promise.reject(new StoreUnavailableError(full));
    }
    queue.set(key, { id: newId(), key, delivery, bytes, callers: [caller] });
    queuedBytes += bytes;
    if (!isScheduled && flights < maxFlights) {
      isScheduled = true;
      setImmediate(pump);
    }
    return caller.promise;
  }

  function pump(): void {
    isScheduled = false;
    while (flights < maxFlights && queue.size > 0) void fly(take());
    if (flights === 0) closing?.resolve();
  }

  function take(): readonly Entry[] {
    const batch: Entry[] = [];
    let bytes = 0;
    for (const entry of queue.values()) {
      if (batch.length === maxRows || (batch.length > 0 && bytes + entry.bytes > maxBatchBytes))
        break;
      batch.push(entry);
      bytes += entry.bytes;
    }
    for (const { key } of batch) queue.delete(key);
    queuedBytes -= bytes;
    return batch.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async function fly(batch: readonly Entry[]): Promise<void> {
    const bytes = batch.reduce((sum, entry) => sum + entry.bytes, 0);
    flights += 1;
    flyingBytes += bytes;
    flyingCount += batch.length;
    try {
      answer(batch, await insert(batch.map(toRow)));
    } catch (cause) {
      onFailure(cause, batch.length);
      const error = new StoreUnavailableError("The database did not take the delivery.", { cause });
      for (const { callers } of batch) for (const caller of callers) caller.reject(error);
    }
    flights -= 1;
    flyingBytes -= bytes;
    flyingCount -= batch.length;
    pump();
  }

  return {
    store,
    waiting: () => ({ count: queue.size + flyingCount, bytes: queuedBytes + flyingBytes }),
    async [Symbol.asyncDispose]() {
      closing ??= Promise.withResolvers<void>();
      if (!isScheduled) pump();
      await closing.promise;
    },
  };
}

function toRow({ id, key, delivery, callers }: Entry): DeliveryRow {
  return { id, key, delivery, copies: callers.length };
}

function answer(batch: readonly Entry[], stored: readonly StoredDelivery[]): void {
  const ids = new Map(stored.map(({ key, id }) => [key, id]));
  const missing = batch.find(({ key }) => !ids.has(key));
  if (missing) throw new Error(`The insert gave no id for the delivery key "${missing.key}".`);
  for (const { key, id, callers } of batch) {
    for (const caller of callers) caller.resolve(ids.get(key) ?? id);
  }
}
