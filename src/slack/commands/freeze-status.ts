// `/freeze status | history | check | report`: what is frozen, by what was read back from GitHub.
import type { KnownBlock } from "@slack/types";
import { listManagers } from "../../operations/freezes/may-manage.ts";
import { readFreezeAnswer } from "../../operations/freezes/read-freeze-board.ts";
import { freezeReport } from "../../operations/freezes/tell-report.ts";
import { listLiveExceptions } from "../../storage/freeze-exceptions.ts";
import { listPastFreezes } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import { context, divider, actions as row, section } from "../blocks/elements.ts";
import { changeButtons, detailsButton, openButtons } from "../blocks/freeze-buttons.ts";
import { freezeTitle, namesText, windowLines } from "../blocks/freeze-lines.ts";
import {
  byTrouble,
  foldedLines,
  isTrouble,
  repositoryLine,
} from "../blocks/freeze-repositories.ts";
import { stateText } from "../blocks/freeze-state.ts";
import type { FreezeSubject } from "../blocks/freeze-subject.ts";
import { type Look, when } from "../blocks/look.ts";
import { blockId } from "../ids.ts";
import { fitMessage } from "../limits.ts";
import { lookOf } from "../look-of.ts";
import { renderFreezeNews } from "../messages/freeze-news.ts";
import { code, esc } from "../mrkdwn.ts";
import { listSubjects, subjectOf } from "../read-freeze.ts";
import { findRepository } from "../read-pull.ts";
import type { Turn } from "../turn.ts";
import { freezeNumbered, newFreezeButton, takeFreeze } from "./find-freeze.ts";
import type { OnFreeze } from "./freeze-changes.ts";
import { suggest, takeWord } from "./grammar.ts";

const MOST_SHOWN = 4;
const TROUBLE = { most: 6, characters: 1_400 } as const;

/** All open freezes, or the one that is named. */
export async function showFreezes(turn: Turn, rest: string): Promise<void> {
  const { number } = takeFreeze(rest);
  if (number !== null) {
    const freeze = await freezeNumbered(turn, number);
    if (freeze) await sayFreezes(turn, [await subjectOf(turn.ctx, freeze)]);
    return;
  }
  const open = await listSubjects(turn.ctx);
  if (open.length > 0) return await sayFreezes(turn, open);
  const text = words.freezeCommand.none();
  await turn.say({
    text,
    blocks: [section(text), ...row(blockId("freeze-none"), [newFreezeButton()])],
  });
}

async function sayFreezes(turn: Turn, all: readonly FreezeSubject[]): Promise<void> {
  const look = await lookOf(turn);
  const say = words.freezeCommand;
  const title = say.openOnes(all.length);
  const counts = await countExceptions(turn, all);
  const managers = await Promise.all(all.map(({ freeze }) => listManagers(turn.ctx, freeze)));
  const rest = all.length - MOST_SHOWN;
  await turn.say(
    fitMessage({
      text: title.replaceAll("*", ""),
      blocks: [
        section(title),
        ...all.slice(0, MOST_SHOWN).flatMap((subject, index) =>
          freezeBlocks(subject, look, {
            exceptions: counts[index] ?? "",
            mayManage: managers[index]?.includes(turn.person.user) ?? false,
          }),
        ),
        ...(rest > 0 ? [context(say.more(rest, `<${turn.ctx.shop.url}/freezes>`))] : []),
      ],
    }),
  );
}

async function countExceptions(
  { ctx }: Turn,
  all: readonly FreezeSubject[],
): Promise<readonly string[]> {
  const live = await listLiveExceptions(ctx.db);
  return all.map(({ freeze }) => {
    const own = live.filter(({ repository }) => freeze.scope.repositories.includes(repository));
    const asked = own.filter(({ state }) => state === "asked").length;
    return own.length === 0 ? "" : words.freezeCommand.exceptionsOf(asked, own.length - asked);
  });
}

type Besides = { readonly exceptions: string; readonly mayManage: boolean };

function freezeBlocks(
  subject: FreezeSubject,
  look: Look,
  { exceptions, mayManage }: Besides,
): KnownBlock[] {
  const { freeze, repositories, now } = subject;
  const { freeze: say } = words;
  const wrong = byTrouble(repositories.filter(isTrouble));
  const lines = wrong.map((each) => repositoryLine(each, look));
  const held = repositories.filter((each) => !isTrouble(each)).map(({ repository }) => repository);
  return [
    divider(),
    section(
      [`${freezeTitle(freeze)}: ${stateText(subject, look)}`, windowLines(freeze, look)].join("\n"),
    ),
    ...(lines.length > 0 ? [section(foldedLines(lines, TROUBLE))] : []),
    ...(held.length > 0 ? [context(say.scope(namesText(held)))] : []),
    ...(exceptions === "" ? [] : [context(exceptions)]),
    ...row(blockId("freeze-status", freeze.number), [
      ...openButtons(freeze, now),
      ...(mayManage ? changeButtons(freeze, now) : []),
    ]),
  ];
}

const MOST_PAST = 10;

export async function showHistory(turn: Turn): Promise<void> {
  const { history: say } = words.freezeCommand;
  const past = await listPastFreezes(turn.ctx.db, MOST_PAST);
  if (past.length === 0) return await turn.say({ text: say.none() });
  const look = await lookOf(turn);
  const lines: KnownBlock[] = [];
  for (const freeze of past) {
    const subject = await subjectOf(turn.ctx, freeze);
    const { number, title, startsAt } = freeze;
    const name = words.freeze.name(number);
    const at = when(look, new Date(startsAt));
    const text = say.line(name, esc(title, 150), at, stateText(subject, look));
    lines.push({ ...section(text), accessory: detailsButton(freeze) });
  }
  await turn.say({
    text: say.title().replaceAll("*", ""),
    blocks: [section(say.title()), ...lines],
  });
}

export const showReport: OnFreeze = async (turn, { freeze }) => {
  const report = await freezeReport(turn.ctx, freeze.id);
  if (!report) return await turn.refuse({ code: "no-such-freeze", wanted: freeze.id });
  const { id: freezeId, number, title, zone } = freeze;
  const about = { kind: "freeze-news", freezeId, number, title, zone } as const;
  const message = { ...about, news: { what: "report", report } as const };
  const look = await lookOf(turn);
  const facts = { look, incident: null, alerts: { firing: 0, recovered: 0 } };
  await turn.say(renderFreezeNews(message, facts));
};

/** `check shop/web main`: may this be merged now? */
export async function checkRepository(turn: Turn, rest: string): Promise<void> {
  const say = words.freezeCommand;
  const { word, rest: after } = takeWord(rest);
  if (word === "") return await turn.say({ text: say.checkUsage(turn.parts.names.freeze) });
  const known = turn.ctx.shop.repositories;
  const repository = findRepository(word, known);
  if (!repository) {
    const near = suggest(word.toLowerCase(), known).map((each) => code(each, 140));
    return await turn.say({ text: say.unknownRepository(code(word, 140), near) });
  }
  const { word: ref } = takeWord(after);
  const answer = await readFreezeAnswer(turn.ctx, { repository, ref: ref === "" ? null : ref });
  await turn.say({ text: answerText(answer, await lookOf(turn)) });
}

type Answer = Awaited<ReturnType<typeof readFreezeAnswer>>;

function answerText(answer: Answer, look: Look): string {
  const { check: say } = words.freezeCommand;
  const { freeze: term, exception } = words;
  const ref = answer.ref === null ? "" : ` ${code(answer.ref, 100)}`;
  const what = `*${esc(answer.repository, 140)}*${ref}`;
  if (!answer.frozen) {
    const { next } = answer;
    if (!next) return say.open(what);
    return say.openNext(what, term.name(next.number), when(look, new Date(next.startsAt)));
  }
  const names = answer.freezes.map(({ number }) => term.name(number)).join(", ");
  const until = answer.until ? say.until(when(look, new Date(answer.until))) : say.openEnd();
  const state = term.repositoryState(answer.state);
  const passing = answer.exception;
  return [
    answer.enforced ? say.frozen(what, until, names) : say.meant(what, until, names, state),
    ...(answer.enforced ? [say.how(term.mode(answer.mode))] : []),
    ...(passing
      ? [
          say.exception(
            exception.name(passing.number),
            passing.expiresAt && when(look, new Date(passing.expiresAt)),
          ),
        ]
      : []),
  ].join("\n");
}
