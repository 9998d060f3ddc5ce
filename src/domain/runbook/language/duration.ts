// How durations are written in a runbook: a whole number and one of s, m, h, d.
import { z } from "zod";

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds, or undefined where the text is no duration. */
export function readDuration(text: string): number | undefined {
  const found = /^(\d{1,6})([smhd])$/.exec(text);
  if (!found) return undefined;
  return Number(found[1]) * UNIT_MS[found[2] as keyof typeof UNIT_MS];
}

export function durationBetween(min: string, max: string) {
  const least = readDuration(min) ?? 0;
  const most = readDuration(max) ?? Number.POSITIVE_INFINITY;
  return z
    .unknown()
    .meta(WRITTEN)
    .transform((value, context) => {
      const ms = typeof value === "string" ? readDuration(value) : undefined;
      if (ms === undefined) {
        return refuse(context, "write a duration as a number and s, m, h or d, such as 30s or 15m");
      }
      if (ms < least) return refuse(context, `the least is ${min}`);
      if (ms > most) return refuse(context, `the most is ${max}`);
      return ms;
    });
}

/** For editors, which do not see into a transform. */
const WRITTEN = { type: "string", pattern: "^[0-9]{1,6}[smhd]$", examples: ["30s", "15m", "2h"] };

function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
