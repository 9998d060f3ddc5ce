// Owns the latency histogram: how requests spread over buckets, and the quantile read back from them.
const boundsSeconds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 4, 6, 8, 12] as const;
const spread = 0.25;

/** Shares of requests per bucket when the median is `medianSeconds` (a log-logistic curve). */
export function latencyShares(medianSeconds: number): readonly number[] {
  let below = 0;
  return boundsSeconds.map((bound, index) => {
    const isLast = index === boundsSeconds.length - 1;
    const upTo = isLast ? 1 : 1 / (1 + (medianSeconds / bound) ** (1 / spread));
    const share = upTo - below;
    below = upTo;
    return share;
  });
}

/** The quantile in seconds, linear inside a bucket as Prometheus's histogram_quantile has it. */
export function quantileSeconds(counts: readonly number[], quantile: number): number {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * quantile;
  let seen = 0;
  for (const [index, count] of counts.entries()) {
    const lower = boundsSeconds[index - 1] ?? 0;
    const upper = boundsSeconds[index] ?? lower;
    if (seen + count >= wanted && count > 0) {
      return lower + ((wanted - seen) / count) * (upper - lower);
    }
    seen += count;
  }
  return 0;
}
