// Which posts a freeze has in the release channel: four new ones at most, everything else edits them.
import type { Freeze } from "./freeze.ts";
import { after, hasBegun, MINUTE_MS } from "./freeze-time.ts";
import { noticesOf } from "./notices.ts";

export const postMoments = ["announced", "day-before", "hour-before", "start", "end"] as const;
export type PostMoment = (typeof postMoments)[number];

/** An announcement this close before the start says that it begins: no second post says it again. */
const SAME_NEWS_MS = 5 * MINUTE_MS;
/** Posts before the start after which the start edits the last of them. */
const ENOUGH_BEFORE_START = 3;

/**
 * Those to post now besides `posted`. Asked late (Muster was away), only the newest of them is worth a post: nobody
 * needs to hear of a day before when an hour is left.
 */
export function postsDue(
  freeze: Freeze,
  posted: readonly PostMoment[],
  now: Date,
): readonly PostMoment[] {
  if (freeze.scheduledAt === undefined) return [];
  const due = ["announced", ...noticesDue(freeze, posted, now)] as const;
  return due.filter((each) => !posted.includes(each));
}

function noticesDue(
  freeze: Freeze,
  posted: readonly PostMoment[],
  now: Date,
): readonly PostMoment[] {
  if (freeze.ended) return ["end"];
  const { startsAt, scheduledAt = startsAt } = freeze;
  if (hasBegun(freeze, now)) {
    const isSaid =
      new Date(scheduledAt) >= after(startsAt, -SAME_NEWS_MS) ||
      posted.filter((each) => each !== "end").length >= ENOUGH_BEFORE_START;
    return isSaid ? [] : ["start"];
  }
  const until = new Date(startsAt).getTime() - now.getTime();
  const fitting = noticesBefore(freeze).find(({ from, to }) => until <= from && until > to);
  // Granted within that time, the announcement itself said it.
  const isNews = fitting && new Date(scheduledAt) < after(startsAt, -fitting.from);
  return isNews ? [fitting.moment] : [];
}

function noticesBefore(freeze: Freeze) {
  const { dayBeforeMs: day, hourBeforeMs: hour } = noticesOf(freeze);
  return [
    ...(day === null ? [] : [{ moment: "day-before", from: day, to: hour ?? 0 } as const]),
    ...(hour === null ? [] : [{ moment: "hour-before", from: hour, to: 0 } as const]),
  ];
}

/** `<freezeId>/<moment>`, as its projection is called. */
export const writePostRef = (freezeId: string, moment: PostMoment): string =>
  `${freezeId}/${moment}`;

/** Throws where it was not written by `writePostRef`. */
export function readPostRef(ref: string): { freezeId: string; moment: PostMoment } {
  const [freezeId = "", last = ""] = ref.split("/");
  const moment = postMoments.find((each) => each === last);
  if (!freezeId || !moment) throw new Error(`${JSON.stringify(ref)} is not a freeze's post`);
  return { freezeId, moment };
}
