// Stores deliveries in batches as they come, each caller answered after its own row is committed.
import { randomUUID } from "node:crypto";
import type { DeliveryKey } from "./key.ts";
import type { RawDelivery } from "./source.ts";

export type DeliveryRow = RawDelivery &
  DeliveryKey & {
    readonly id: string;
    /** How often this key arrived within the batch. */
    readonly copies: number;
  };

export type StoredDelivery = Pick<DeliveryRow, "id" | "hook" | "deliveryKey">;

/**
 * One committed statement for all rows; hook and key within it are unique and ascending, so that two of them at once
 * cannot deadlock. Resolves with the id kept for every key: the row's own, or that of the delivery stored before.
 */
export type InsertDeliveries = (rows: readonly DeliveryRow[]) => Promise<readonly StoredDelivery[]>;

export type DeliveryStore = AsyncDisposable & {
  /** Resolves with the id once the delivery is committed; rejects when it is not stored. */
  readonly store: (delivery: RawDelivery, key: DeliveryKey) => Promise<string>;
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
  readonly place: string;
  readonly delivery: RawDelivery;
  readonly key: DeliveryKey;
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
  let [waitingBytes, waitingCount, flights] = [0, 0, 0];
  let isScheduled = false;
  let closing: PromiseWithResolvers<void> | undefined;

  function store(delivery: RawDelivery, key: DeliveryKey): Promise<string> {
    if (closing) return Promise.reject(new StoreUnavailableError("Muster is stopping."));
    const caller = Promise.withResolvers<string>();
    const place = placeOf({ hook: delivery.hook, ...key });
    const same = queue.get(place);
    if (same) {
      same.callers.push(caller);
      return caller.promise;
    }
    const bytes = delivery.body.byteLength + delivery.query.length + entryBytes;
    if (waitingBytes + bytes > maxWaitingBytes) {
      const full = `${waitingCount} deliveries wait for the database already.`;
      return Promise.reject(new StoreUnavailableError(full));
    }
    queue.set(place, { id: newId(), place, delivery, key, bytes, callers: [caller] });
    waitingBytes += bytes;
    waitingCount += 1;
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
    for (const { place } of batch) queue.delete(place);
    return batch.sort((a, b) => (a.place < b.place ? -1 : 1));
  }

  async function fly(batch: readonly Entry[]): Promise<void> {
    flights += 1;
    try {
      answer(batch, await insert(batch.map(toRow)));
    } catch (cause) {
      onFailure(cause, batch.length);
      const error = new StoreUnavailableError("The database did not take the delivery.", { cause });
      for (const { callers } of batch) for (const caller of callers) caller.reject(error);
    }
    flights -= 1;
    waitingBytes -= batch.reduce((sum, { bytes }) => sum + bytes, 0);
    waitingCount -= batch.length;
    pump();
  }

  return {
    store,
    waiting: () => ({ count: waitingCount, bytes: waitingBytes }),
    async [Symbol.asyncDispose]() {
      closing ??= Promise.withResolvers<void>();
      if (!isScheduled) pump();
      await closing.promise;
    },
  };
}

/** A space stands before every character a hook's name may have, so places sort by hook, then key. */
function placeOf({ hook, deliveryKey }: Omit<StoredDelivery, "id">): string {
  return `${hook} ${deliveryKey}`;
}

function toRow({ id, delivery, key, callers }: Entry): DeliveryRow {
  return { ...delivery, ...key, id, copies: callers.length };
}

function answer(batch: readonly Entry[], stored: readonly StoredDelivery[]): void {
  const ids = new Map(stored.map((row) => [placeOf(row), row.id]));
  const missing = batch.find(({ place }) => !ids.has(place));
  if (missing) throw new Error(`The insert gave no id for the delivery "${missing.place}".`);
  for (const { place, id, callers } of batch) {
    for (const caller of callers) caller.resolve(ids.get(place) ?? id);
  }
}
