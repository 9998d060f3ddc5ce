// Chance that a seed repeats.

export type Random = {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** A whole number below the bound. */
  below(bound: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  chance(share: number): boolean;
};

/** mulberry32: small, and good enough to choose moments by. */
export function openRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    chance: (share) => next() < share,
  };
}
