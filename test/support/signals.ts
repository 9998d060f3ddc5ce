// Lets a test await what happens elsewhere instead of sleeping.

/** Long for a busy machine, yet shorter than the 30 s after which a queue looks for jobs it was not told of. */
const PATIENCE_MS = 20_000;

export type Inbox<Item> = {
  /** Everything received so far. */
  readonly items: readonly Item[];
  add(item: Item): void;
  /** Resolves when `count` items are there; rejects after the limit, saying what is. */
  wait(count: number, limitMs?: number): Promise<readonly Item[]>;
};

export function openInbox<Item>(): Inbox<Item> {
  const items: Item[] = [];
  const waiters = new Set<() => void>();
  return {
    items,
    add(item) {
      items.push(item);
      for (const check of waiters) check();
    },
    async wait(count, limitMs = PATIENCE_MS) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const check = () => {
        if (items.length >= count) resolve();
      };
      const limit = setTimeout(() => {
        reject(
          new Error(
            `Waited ${limitMs} ms for ${count} items, got ${items.length}: ${JSON.stringify(items)}`,
          ),
        );
      }, limitMs);
      waiters.add(check);
      check();
      try {
        await promise;
      } finally {
        clearTimeout(limit);
        waiters.delete(check);
      }
      return items;
    },
  };
}
