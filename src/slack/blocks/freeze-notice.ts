// The posts of a freeze beside its announcement: before its start, at its start, at its end; each edited to what became true.
import type { KnownBlock } from "@slack/types";
import { type Freeze, isOver } from "../../domain/freeze/freeze.ts";
import { noticesOf } from "../../domain/freeze/notices.ts";
import { words } from "../../words/words.ts";
import { blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { cut, esc, link } from "../mrkdwn.ts";
import { actions, context, section } from "./elements.ts";
import { plainState } from "./freeze-banner.ts";
import { openButtons } from "./freeze-buttons.ts";
import { namesText, windowLines } from "./freeze-lines.ts";
import { byTrouble, foldedLines, isTrouble, repositoryLine } from "./freeze-repositories.ts";
import { heldText, leftText, stateText } from "./freeze-state.ts";
import type { FreezeSubject } from "./freeze-subject.ts";
import { type Look, when } from "./look.ts";

export type NoticeMoment = "day-before" | "hour-before" | "start" | "end";

export type NoticeSubject = FreezeSubject & {
  readonly moment: NoticeMoment;
  /** Its start gets a post of its own: no earlier one is edited into it. */
  readonly hasOwnStart: boolean;
  readonly bannerUrl: string | null;
};

const TROUBLE = { most: 8, characters: 2_000 } as const;

export function renderFreezeNotice(subject: NoticeSubject, look: Look): Drawn {
  const head = headline(subject, look);
  const { title } = subject.freeze;
  return fitMessage({
    text: cut(words.freeze.post.headSentence(plainState(bare(head)), esc(title, 200)), 600),
    blocks: [
      section(`${head} · *${esc(title, 200)}*`),
      ...body(subject, look),
      ...footer(subject),
      ...buttons(subject),
    ],
  });
}

/** Without its mark: a screen reader reads the sentence. */
const bare = (head: string): string => head.replace(/^\P{L}+/u, "").replaceAll("*", "");

function headline(subject: NoticeSubject, look: Look): string {
  const { post: say, name } = words.freeze;
  const { freeze, moment, now } = subject;
  const named = name(freeze.number);
  if (moment === "end") return ending(subject);
  if (isOver(freeze) || freeze.ended !== null) {
    return say.noLonger(named, stateText(subject, look));
  }
  const startsAt = new Date(freeze.startsAt);
  if (now >= startsAt) return begun(subject, look);
  const at = when(look, startsAt);
  const leadMs = freeze.notices && leadOf(freeze, moment);
  if (leadMs) return say.beginsIn(named, words.term.duration(leadMs), at);
  switch (moment) {
    case "day-before":
      return say.dayBefore(named, at);
    case "hour-before":
      return say.hourBefore(named, at);
    case "start":
      return say.moved(named, at);
  }
}

/** Where the declaration says when people are told. */
function leadOf(freeze: Freeze, moment: NoticeMoment): number | null {
  const { dayBeforeMs, hourBeforeMs } = noticesOf(freeze);
  if (moment === "day-before") return dayBeforeMs;
  return moment === "hour-before" ? hourBeforeMs : null;
}

function begun(subject: NoticeSubject, look: Look): string {
  const { post: say, name } = words.freeze;
  const { freeze, moment, standing, hasOwnStart } = subject;
  const named = name(freeze.number);
  if (freeze.state === "proposed") return say.notBegun(named);
  const isStart = moment === "start" || (moment === "hour-before" && !hasOwnStart);
  if (!isStart) return say.noLonger(named, stateText(subject, look));
  return freeze.state === "active"
    ? say.begun(named, heldText(standing))
    : say.beginning(named, heldText(standing));
}

function ending({ freeze, standing, repositories }: NoticeSubject): string {
  const { post: say, name, repositories: nouns } = words.freeze;
  const named = name(freeze.number);
  if (freeze.state !== "lifted") return say.lifting(named, leftText(standing));
  const held = repositories.filter(({ state }) => state === "frozen").length;
  return held === 0 ? say.over(named) : say.overFor(named, words.term.count(held, ...nouns));
}

function body(subject: NoticeSubject, look: Look): KnownBlock[] {
  const { freeze: say } = words;
  const { freeze, moment, repositories, now } = subject;
  if (moment === "end") return endBody(subject, look);
  if (isOver(freeze) || freeze.ended !== null) return [];
  const scope = say.scope(namesText(freeze.scope.repositories));
  const facts = section(`${windowLines(freeze, look)}\n${scope}`);
  if (now < new Date(freeze.startsAt)) return [facts, context(say.post.mergeBefore())];
  const wrong = byTrouble(repositories.filter(isTrouble));
  return [facts, ...notHeld(wrong, look)];
}

function endBody({ freeze, repositories }: NoticeSubject, look: Look): KnownBlock[] {
  if (freeze.state !== "lifted") {
    const left = byTrouble(
      repositories.filter(({ state }) => state !== "open" && state !== "unenforced"),
    );
    return left.length === 0
      ? []
      : [
          section(
            foldedLines(
              left.map((each) => repositoryLine(each, look)),
              TROUBLE,
            ),
          ),
        ];
  }
  const { freeze: say, term } = words;
  const from = Date.parse(freeze.startsAt);
  const lasted = freeze.ended && Math.max(0, Date.parse(freeze.ended.at) - from);
  return [
    context(
      [...(lasted ? [say.post.lasted(term.duration(lasted))] : []), say.post.report()].join(" "),
    ),
  ];
}

function notHeld(wrong: FreezeSubject["repositories"], look: Look): KnownBlock[] {
  if (wrong.length === 0) return [];
  const lines = wrong.map((each) => repositoryLine(each, look));
  return [section(words.freeze.post.notHeld(foldedLines(lines, TROUBLE)))];
}

function footer({ bannerUrl }: NoticeSubject): KnownBlock[] {
  return bannerUrl === null ? [] : [context(link(bannerUrl, words.freeze.post.banner()))];
}

function buttons({ freeze, moment, now }: NoticeSubject): readonly KnownBlock[] {
  const id = blockId(`frz${freeze.number}`, moment, `n${freeze.version}`);
  return actions(id, openButtons(freeze, now));
}
