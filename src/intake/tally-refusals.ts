// Decides when people are told of refused deliveries: at once, then at most once an hour for the same hook and reason.

export type RefusalTally = { readonly toldAt: Date; readonly since: number };

const tellAgainAfterMs = 60 * 60_000;

/** `tell` holds the number of refusals to speak of, this one included; undefined where it is only counted. */
export function tallyRefusal(
  tally: RefusalTally | undefined,
  now: Date,
): { readonly tally: RefusalTally; readonly tell: number | undefined } {
  const since = (tally?.since ?? 0) + 1;
  const isDue = !tally || now.getTime() - tally.toldAt.getTime() >= tellAgainAfterMs;
  return isDue
    ? { tally: { toldAt: now, since: 0 }, tell: since }
    : { tally: { toldAt: tally.toldAt, since }, tell: undefined };
}
