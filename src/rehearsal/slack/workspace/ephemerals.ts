// Owns the messages only one person sees; they are not stored and vanish when that person reloads.
import type { Ephemeral } from "../types.ts";
import type { Store } from "./store.ts";

export type Ephemerals = {
  of(userId: string): readonly Ephemeral[];
  find(userId: string, channelId: string, ts: string): Ephemeral | undefined;
  /** Adds, or replaces the one with the same timestamp. */
  show(ephemeral: Ephemeral): Ephemeral;
  remove(userId: string, channelId: string, ts: string): void;
  clear(userId: string): void;
};

export function createEphemerals(store: Store): Ephemerals {
  const shown = new Map<string, Ephemeral[]>();
  const of = (userId: string) => shown.get(userId) ?? [];
  return {
    of: (userId) => [...of(userId)],
    find: (userId, channelId, ts) =>
      of(userId).find((e) => e.channelId === channelId && e.ts === ts),
    show: (ephemeral) => {
      const list = of(ephemeral.userId);
      const index = list.findIndex(
        (e) => e.channelId === ephemeral.channelId && e.ts === ephemeral.ts,
      );
      if (index === -1) {
        list.push(ephemeral);
      } else {
        list[index] = ephemeral;
      }
      shown.set(ephemeral.userId, list);
      store.tell({
        kind: "ephemeral",
        userId: ephemeral.userId,
        channelId: ephemeral.channelId,
        ts: ephemeral.ts,
      });
      return ephemeral;
    },
    remove: (userId, channelId, ts) => {
      shown.set(
        userId,
        of(userId).filter((e) => e.channelId !== channelId || e.ts !== ts),
      );
      store.tell({ kind: "ephemeral", userId, channelId, ts });
    },
    clear: (userId) => {
      for (const { channelId, ts } of of(userId)) {
        store.tell({ kind: "ephemeral", userId, channelId, ts });
      }
      shown.delete(userId);
    },
  };
}
