// Judges whether a message lies in the span of time a call asks for.
import type { Args } from "./args.ts";

export function isWithin(ts: string, args: Args): boolean {
  const isInclusive = args.flag("inclusive") ?? false;
  const [oldest, latest] = [args.text("oldest"), args.text("latest")];
  const isLateEnough =
    oldest === undefined || Number(ts) > Number(oldest) || (isInclusive && ts === oldest);
  const isEarlyEnough =
    latest === undefined || Number(ts) < Number(latest) || (isInclusive && ts === latest);
  return isLateEnough && isEarlyEnough;
}
