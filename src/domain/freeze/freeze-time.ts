// Where a moment lies in the life of a freeze.
import type { Freeze } from "./freeze.ts";

export const hasBegun = ({ startsAt }: Pick<Freeze, "startsAt">, now: Date): boolean =>
  now >= new Date(startsAt);

export const isPastEnd = ({ endsAt }: Pick<Freeze, "endsAt">, now: Date): boolean =>
  endsAt !== null && now >= new Date(endsAt);

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const after = (at: string | Date, ms: number): Date => new Date(new Date(at).getTime() + ms);
