// Which of the deliveries that GitHub says it made never arrived, and are worth asking for once more.
import { after, DAY_MS } from "./freeze-time.ts";

/** One try at a delivery, as GitHub lists it; `guid` is the same for every try. */
export type DeliveryTry = {
  readonly id: number;
  readonly guid: string;
  readonly deliveredAt: string;
};

/** GitHub keeps deliveries for three days. */
const KEPT_DAYS = 3;
/** What was refused so often is refused for a reason of its own. */
const MOST_TRIES = 4;
/** One that is still under way is not missed. */
const SETTLE_MS = 60_000;

/** In this time whatever is missed is tried as often as it is tried at all. */
const TRIES_MS = 30 * 60_000;

/** From when on GitHub's list has to be read: all that it keeps at first, then what is new since the last look. */
export function lookBackTo(lastLookAt: Date | undefined, now: Date): Date {
  return lastLookAt ? after(lastLookAt, -TRIES_MS) : after(now, -KEPT_DAYS * DAY_MS);
}

/** The last try of each, the oldest delivery first; `known` are those that arrived. */
export function missedDeliveries(
  tries: readonly DeliveryTry[],
  known: ReadonlySet<string>,
  now: Date,
): readonly DeliveryTry[] {
  const byGuid = Map.groupBy(tries, ({ guid }) => guid);
  const oldest = after(now, -KEPT_DAYS * DAY_MS);
  const settled = after(now, -SETTLE_MS);
  return [...byGuid.values()]
    .filter((of) => of.length < MOST_TRIES && !known.has(of[0]?.guid ?? ""))
    .flatMap((of) => of.toSorted((a, b) => time(a) - time(b)).at(-1) ?? [])
    .filter(({ deliveredAt }) => {
      const at = new Date(deliveredAt);
      return at > oldest && at < settled;
    })
    .toSorted((a, b) => time(a) - time(b));
}

const time = ({ deliveredAt }: DeliveryTry): number => Date.parse(deliveredAt);
