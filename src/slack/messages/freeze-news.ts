// What a freeze says in its thread, besides the posts that show its state.
import { type FreezeMessage, type FreezeNews, MOST_NAMED } from "../../domain/freeze/news.ts";
import {
  type FreezeReport,
  mergedWithout,
  type ReportedEvent,
} from "../../domain/freeze/report.ts";
import { plainMoment } from "../../domain/zone-time.ts";
import { words } from "../../words/words.ts";
import { letGoButton } from "../blocks/freeze-buttons.ts";
import { type Look, nameText, typed } from "../blocks/look.ts";
import type { Drawn } from "../limits.ts";
import { esc, foreignLink, link } from "../mrkdwn.ts";
import type { MessageFacts, MessageOf } from "./facts.ts";
import { driftButtons, driftLines, renderFreezeLate } from "./freeze-trouble.ts";
import { lines, told } from "./told-freeze.ts";

type News = MessageOf<"freeze-news">;

export function renderFreezeMessage(message: FreezeMessage, facts: MessageFacts): Drawn {
  switch (message.kind) {
    case "freeze-news":
      return renderFreezeNews(message, facts);
    case "freeze-vote-wanted":
      return renderFreezeVoteWanted(message, facts);
    case "freeze-vote-reminder":
      return renderFreezeVoteReminder(message, facts);
    case "freeze-undecided":
      return renderFreezeUndecided(message);
    case "freeze-waits":
      return renderFreezeWaits(message, facts);
    case "freeze-late":
      return renderFreezeLate(message);
  }
}

export function renderFreezeNews(message: News, { look }: MessageFacts): Drawn {
  const { news, number } = message;
  const buttons = news.what === "drift" ? driftButtons(number, news) : [];
  return told(message, bodyOf(news, message, look), buttons);
}

function bodyOf(news: FreezeNews, { zone, number }: News, look: Look): string {
  const { freezeNews: say } = words;
  const who = (user: string | null): string => (user ? nameText(look, user) : say.muster());
  const at = (instant: string): string => plainMoment(new Date(instant), zone);
  switch (news.what) {
    case "asked":
      return lines(
        say.asked(who(news.by), say.change(news.change.kind), news.need),
        say.reason(typed(look, news.reason, 1_500)),
      );
    case "change-denied":
      return say.changeDenied(who(news.by), say.change(news.change.kind));
    case "extended":
    case "shortened":
      return lines(
        say[news.what](who(news.by), at(news.to)),
        news.from ? say.was(at(news.from)) : "",
        say.reason(typed(look, news.reason, 1_500)),
      );
    case "ended":
      return lines(
        endWords(news.why, who(news.by)),
        news.reason ? say.reason(typed(look, news.reason, 1_500)) : "",
      );
    case "drift":
      return driftLines(number, news);
    case "put-back":
      return say.putBack(who(news.by), esc(news.repository, 200));
    case "repository":
      return lines(
        say.repository(esc(news.repository, 200), news.state),
        news.detail ? say.quoted(esc(news.detail, 600)) : "",
      );
    case "auto-merge":
      return autoMerge(news);
    case "report":
      return reportLines(news.report, { look, number });
  }
}

function endWords(why: Extract<FreezeNews, { what: "ended" }>["why"], who: string): string {
  const { freezeNews: say } = words;
  switch (why) {
    case "over":
      return say.ended();
    case "early":
      return say.endedEarly(who);
    case "cancelled":
    case "denied":
      return say.cancelled(who);
    case "incident-resolved":
      return say.incidentOver();
  }
}

function autoMerge({ pulls, count }: Extract<FreezeNews, { what: "auto-merge" }>): string {
  const { freezeNews: say } = words;
  const named = pulls.map(({ repository, number, title, url }) => {
    return `• ${foreignLink(url, `${repository}#${number}`)} ${esc(title, 120)}`;
  });
  const rest = count - pulls.length;
  return lines(say.autoMerge(count), ...named, rest > 0 ? say.more(rest) : "");
}

function reportLines(
  report: FreezeReport,
  { look, number }: { look: Look; number: number },
): string {
  const { freezeNews: say, term } = words;
  const { repositories, exceptions } = report;
  const at = (instant: string | null): string =>
    instant === null ? "…" : plainMoment(new Date(instant), report.zone);
  const held = repositories.filter(({ heldFrom }) => heldFrom !== null);
  const gaps = held.filter(({ gapMinutes }) => gapMinutes > 1);
  const never = repositories.filter(({ heldFrom }) => heldFrom === null);
  const asked = Object.values(exceptions).reduce((sum, each) => sum + each, 0);
  const without = mergedWithout(report);
  const odd = [without, report.bypassed, report.pushed, report.drifted].some(
    ({ length }) => length > 0,
  );
  const page = `${look.shop.url}/freezes/${number}`;
  return lines(
    `${say.report(words.freeze.name(number))} · ${say.reportWindow(at(report.startsAt), at(report.endedAt))}`,
    say.reportHeld(held.length, repositories.length),
    never.length > 0 ? say.reportNever(folded(never.map(({ repository }) => repository))) : "",
    gaps.length > 0
      ? say.reportGaps(
          folded(
            gaps.map((each) =>
              say.reportGap(each.repository, term.duration(each.gapMinutes * 60_000)),
            ),
          ),
        )
      : "",
    say.reportExceptions(exceptions.used, asked, report.hotfixes),
    report.merged.length > 0 ? say.reportMerged(report.merged.length) : "",
    without.length > 0 ? say.reportWithout(folded(without.map(mergeName))) : "",
    report.bypassed.length > 0 ? say.reportBypassed(report.bypassed.length) : "",
    report.pushed.length > 0 ? say.reportPushed(report.pushed.length) : "",
    report.drifted.length > 0 ? say.reportDrifted(report.drifted.length) : "",
    odd ? "" : say.reportQuiet(),
    say.reportPage(link(page, page)),
  );
}

function folded(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((each) => esc(each, 150));
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [words.freezeNews.more(rest)] : [])].join(", ");
}

function mergeName({ repository, detail }: ReportedEvent): string {
  const { pull, mergedBy } = detail;
  const name = `${repository ?? ""}#${pull}`;
  return typeof mergedBy === "string" ? words.freezeNews.reportMergedBy(name, mergedBy) : name;
}

function renderFreezeVoteWanted(
  message: MessageOf<"freeze-vote-wanted">,
  { look }: MessageFacts,
): Drawn {
  const { freezeNews: say } = words;
  const { number, title, zone, change, by, startsAt, reason, need } = message;
  const who = by ? nameText(look, by) : say.muster();
  const name = words.freeze.name(number);
  const begins = say.begins(plainMoment(new Date(startsAt), zone));
  return told(
    message,
    lines(
      say.voteWanted(who, say.change(change.kind), need),
      say.head(name, esc(title, 200)),
      change.kind === "declare" ? begins : "",
      say.reason(typed(look, reason, 1_500)),
      say.voteHow(name, look.shop.commands.freeze),
    ),
  );
}

function renderFreezeVoteReminder(
  message: MessageOf<"freeze-vote-reminder">,
  { look }: MessageFacts,
): Drawn {
  const { freezeNews: say } = words;
  const { number, title, zone, change, by, startsAt } = message;
  const who = by ? nameText(look, by) : say.muster();
  const first = say.voteReminder(who, words.freeze.name(number), say.change(change.kind));
  const begins = plainMoment(new Date(startsAt), zone);
  const second = change.kind === "declare" ? say.begins(begins) : "";
  return told(message, lines(first, say.head(words.freeze.name(number), esc(title, 200)), second));
}

function renderFreezeUndecided(message: MessageOf<"freeze-undecided">): Drawn {
  const { freezeNews: say } = words;
  const at = plainMoment(new Date(message.startsAt), message.zone);
  return told(message, say.undecided(words.freeze.name(message.number), at));
}

function renderFreezeWaits(message: MessageOf<"freeze-waits">, { look }: MessageFacts): Drawn {
  const { freezeNews: say } = words;
  const name = words.freeze.name(message.number);
  const at = plainMoment(new Date(message.endsAt), message.zone);
  const again = plainMoment(new Date(message.againAt), message.zone);
  const body = say.waits(name, { at, again, slash: look.shop.commands.freeze });
  return told(message, body, [letGoButton(message)]);
}
