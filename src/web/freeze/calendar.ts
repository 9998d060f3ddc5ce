// The release calendar: every freeze as an iCalendar event (RFC 5545), for subscription.
import type { FastifyReply } from "fastify";
import {
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { plainMoment } from "../../domain/zone-time.ts";
import type { Context } from "../../operations/context.ts";
import { listOpenFreezes, listPastFreezes } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";

const HOUR_MS = 3_600_000;
const YEAR_MS = 366 * 24 * HOUR_MS;
/** More in one year is no calendar that somebody reads. */
const MOST = 1000;
/** How often a calendar is asked to look again. */
const REFRESH_SECONDS = 900;

export async function sendCalendar(ctx: Context, reply: FastifyReply): Promise<FastifyReply> {
  const now = ctx.clock.now();
  const open = await listOpenFreezes(ctx.db);
  const past = await listPastFreezes(ctx.db, MOST);
  const since = now.getTime() - YEAR_MS;
  const shown = [...past, ...open]
    .filter(isInCalendar)
    .filter((freeze) => endOf(freeze, now).getTime() >= since)
    .toSorted((a, b) => a.number - b.number);
  return await reply
    .header("content-type", "text/calendar; charset=utf-8")
    .header("content-disposition", 'inline; filename="freezes.ics"')
    .header("cache-control", "no-store")
    .header("x-content-type-options", "nosniff")
    .send(renderCalendar(shown, ctx, now));
}

/** What was never decided is nobody's plan yet. */
function isInCalendar({ state, scheduledAt }: Freeze): boolean {
  if (state === "cancelled") return scheduledAt !== undefined;
  return state !== "drafted" && state !== "proposed" && state !== "denied";
}

function renderCalendar(freezes: readonly Freeze[], { shop }: Context, now: Date): string {
  const calendar = new ICalCalendar({
    name: words.freezeApi.calendar(),
    description: words.freezeApi.calendarOf(),
    prodId: { company: "muster", product: "freezes", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  });
  for (const freeze of freezes) {
    const url = `${shop.url}/freezes/${freeze.number}`;
    calendar.createEvent({
      id: `freeze-${freeze.id}@muster`,
      sequence: freeze.version,
      stamp: changedAt(freeze),
      created: new Date(freeze.declaredAt),
      lastModified: changedAt(freeze),
      start: new Date(freeze.startsAt),
      end: endOf(freeze, now),
      summary: words.freezeApi.event(oneLine(freeze.title), words.freeze.name(freeze.number)),
      description: describe(freeze),
      url,
      status: freeze.state === "cancelled" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      // Nobody is busy because code is frozen.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  // Times are UTC; the zone is for readers. The generator writes such a line behind the events, where RFC 5545 has none.
  const zone = `METHOD:PUBLISH\r\nX-WR-TIMEZONE:${shop.zone}\r\n`;
  return `${calendar.toString().replace("METHOD:PUBLISH\r\n", zone)}\r\n`;
}

/** Until now and a little where nobody knows how long it will hold: an event without an end is shown as a moment. */
function endOf({ startsAt, endsAt, ended, lift, state }: Freeze, now: Date): Date {
  const planned = endsAt === null ? undefined : new Date(endsAt);
  if (state === "cancelled" && planned) return planned;
  if (ended && ended.at > startsAt) return new Date(ended.at);
  if (planned && (now < planned || lift.mode === "auto")) return planned;
  const latest = Math.max(now.getTime(), Date.parse(startsAt));
  return new Date((Math.floor(latest / HOUR_MS) + 1) * HOUR_MS);
}

/** The last decision about it: a copy that differs has another. */
function changedAt({ ended, decided = [], scheduledAt, declaredAt }: Freeze): Date {
  const decisions = decided.map(({ ballot }) => ballot.decidedAt ?? ballot.askedAt);
  const [last = declaredAt] = [ended?.at, scheduledAt, ...decisions, declaredAt]
    .filter((at) => at !== undefined)
    .toSorted()
    .toReversed();
  return new Date(last);
}

/** No reason: a calendar leaves the workspace. */
function describe({ startsAt, endsAt, zone, scope, lift }: Freeze): string {
  const { freezeApi: say } = words;
  const until = endsAt === null ? say.untilResolved() : plainMoment(new Date(endsAt), zone);
  return [
    say.window(plainMoment(new Date(startsAt), zone), until),
    say.repositories(scope.repositories),
    ...(lift.mode === "ask" ? [say.untilLetGo()] : []),
  ].join("\n");
}

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
