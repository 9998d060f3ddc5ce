// Sums up what was measured: quantiles of one sample, the median of several rounds.

export type Spread = { readonly p50: number; readonly p99: number; readonly count: number };

/** The value that `share` of the sample does not exceed (nearest rank). */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function spreadOf(sample: readonly number[]): Spread {
  return { p50: quantile(sample, 0.5), p99: quantile(sample, 0.99), count: sample.length };
}

export const median = (sample: readonly number[]): number => quantile(sample, 0.5);
