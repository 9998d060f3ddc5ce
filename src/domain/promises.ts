// The times each priority promises: acknowledged, updated, restored.
import type { Priority } from "./priority.ts";

export type Promises = {
  /** Minutes within which somebody must have acknowledged. */
  readonly ackMinutes: number;
  /** Minutes between status updates; null where none is promised. */
  readonly updateMinutes: number | null;
  /** Minutes within which service is to be restored (RTO). */
  readonly restoreMinutes: number;
};

export type PriorityPromises = Readonly<Record<Priority, Promises>>;

/** P1: acknowledged within 15-60 minutes in the field, critical payment failures aimed at under 2 h. */
export const DEFAULT_PROMISES: PriorityPromises = {
  P1: { ackMinutes: 30, updateMinutes: 30, restoreMinutes: 120 },
  P2: { ackMinutes: 60, updateMinutes: 60, restoreMinutes: 240 },
  P3: { ackMinutes: 240, updateMinutes: null, restoreMinutes: 1440 },
  P4: { ackMinutes: 1440, updateMinutes: null, restoreMinutes: 4320 },
};
