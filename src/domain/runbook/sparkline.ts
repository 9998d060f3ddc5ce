// The last samples of a wait as one line of text; what nobody could read is a dot.
import type { Sample } from "./run.ts";

const BARS = "▁▂▃▄▅▆▇█";

export function sparkline(samples: readonly Sample[]): string {
  const values = samples.flatMap(({ value }) => value ?? []);
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  return samples
    .map(({ value, verdict }) => {
      if (value !== undefined) return barFor(span === 0 ? 0.5 : (value - low) / span);
      return verdict === "unknown" ? "·" : verdict === "true" ? "█" : "▁";
    })
    .join("");
}

function barFor(share: number): string {
  return BARS[Math.round(share * (BARS.length - 1))] ?? "";
}
