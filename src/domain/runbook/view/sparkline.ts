// The last samples of a wait as one line of text; what nobody could read is a dot.
import type { Sample } from "../state/step-state.ts";

const BARS = "▁▂▃▄▅▆▇█";

/** Of the value: a rate that trembles by a tenth of a point is a flat line. */
const LEAST_SPAN = 0.05;

export function sparkline(samples: readonly Sample[]): string {
  const values = samples.flatMap(({ value }) => value ?? []);
  const high = Math.max(...values);
  const low = Math.min(...values);
  const middle = (high + low) / 2;
  const span = Math.max(high - low, Math.abs(middle) * LEAST_SPAN);
  return samples
    .map(({ value, verdict }) => {
      if (value !== undefined) return barFor(span === 0 ? 0.5 : 0.5 + (value - middle) / span);
      return verdict === "unknown" ? "·" : verdict === "true" ? "█" : "▁";
    })
    .join("");
}

function barFor(share: number): string {
  return BARS[Math.round(share * (BARS.length - 1))] ?? "";
}
