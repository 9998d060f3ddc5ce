// Derives the shop's figures from the slices of traffic inside its window.
import { quantileSeconds } from "./latency.ts";
import { baselineAuthPct, type Slice } from "./traffic.ts";
import { type Figures, type Gateway, type GatewayFigures, gateways } from "./types.ts";

/** What stands for "5m", so that a rehearsal moves at a human pace. */
export const windowSeconds = 20;

/** Drops what has left the window and returns the slices still in it, oldest first. */
export function keepWindow(slices: readonly Slice[]): readonly Slice[] {
  let seconds = 0;
  const start = slices.findLastIndex((slice) => {
    seconds += slice.seconds;
    return seconds >= windowSeconds;
  });
  return slices.slice(Math.max(0, start));
}

/** The figures that follow from traffic; certificates and DNS have none. */
export function deriveFigures(slices: readonly Slice[]): Pick<Figures, "gateways" | "checkout"> {
  const requests = sum(slices, (slice) => slice.requests);
  const seconds = sum(slices, (slice) => slice.seconds);
  const latency = (slices[0]?.latency ?? []).map((_, index) =>
    sum(slices, (slice) => slice.latency[index] ?? 0),
  );
  const byGateway = {} as Record<Gateway, GatewayFigures>;
  for (const gateway of gateways) byGateway[gateway] = gatewayFigures(slices, gateway);
  return {
    gateways: byGateway,
    checkout: {
      "5xx_pct": percent(
        sum(slices, (slice) => slice.failed),
        requests,
      ),
      latency_p95_seconds: quantileSeconds(latency, 0.95),
      js_error_pct: percent(
        sum(slices, (slice) => slice.scriptErrors),
        requests,
      ),
      db_cpu_pct: slices.at(-1)?.dbCpuPct ?? 0,
      requests_per_second: seconds === 0 ? 0 : requests / seconds,
    },
  };
}

function gatewayFigures(slices: readonly Slice[], gateway: Gateway): GatewayFigures {
  const attempts = sum(slices, (slice) => slice.gateways[gateway].attempts);
  const hasTraffic = attempts >= 1;
  return {
    auth_pct: hasTraffic
      ? percent(
          sum(slices, (slice) => slice.gateways[gateway].authorized),
          attempts,
        )
      : null,
    baseline_auth_pct: baselineAuthPct[gateway],
    attempts,
    error_pct: hasTraffic
      ? percent(
          sum(slices, (slice) => slice.gateways[gateway].errors),
          attempts,
        )
      : null,
  };
}

function sum(slices: readonly Slice[], pick: (slice: Slice) => number): number {
  return slices.reduce((total, slice) => total + pick(slice), 0);
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (part / whole) * 100;
}
