// A campaign's board in the release channel: what is ready and what is not and why, the votes, the decision.
import type { KnownBlock } from "@slack/types";
import type { ReadinessBoard } from "../../domain/readiness/board.ts";
import { isOpenItem, type Standing } from "../../domain/readiness/standing.ts";
import { plainMoment } from "../../domain/zone-time.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, type ActionId, blockId, type ReadinessValue } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { esc, link } from "../mrkdwn.ts";
import { actions, type ButtonLook, button, context, section } from "./elements.ts";
import type { Look } from "./look.ts";
import { decisionText, itemLines, voteLines } from "./readiness-lines.ts";

export type BoardSubject = Standing & { readonly board: ReadinessBoard };

/** Of all items together: the rest of Slack's room is for votes and buttons. */
const ROOM = 5_500;
const SECTION = 2_800;

export function renderReadiness(subject: BoardSubject, look: Look): Drawn {
  const { readiness: say } = words;
  const { campaign, items, board } = subject;
  const title = esc(campaign.title, 100);
  const ready = items.filter((each) => !isOpenItem(each)).length;
  return fitMessage({
    text: say.sentence(title, ready, items.length),
    blocks: [
      section(head(subject, title, ready)),
      ...itemBlocks(subject, look),
      section(voteLines(board, look)),
      ...(board.decision ? [section(decisionText(board.decision, look))] : []),
      ...(subject.isOver ? [context(say.over())] : []),
      ...buttons(subject, look),
    ],
  });
}

function head({ campaign, items }: BoardSubject, title: string, ready: number): string {
  const { readiness: say } = words;
  const overdue = items.filter(({ isOverdue }) => isOverdue).length;
  const unknown = items.filter(({ state }) => state === "unknown").length;
  const rest = [
    ...(overdue > 0 ? [say.overdue(overdue)] : []),
    ...(unknown > 0 ? [say.unknown(unknown)] : []),
  ];
  const [from, to] = [campaign.startsAt, campaign.endsAt].map((at) =>
    plainMoment(new Date(at), campaign.zone),
  );
  return [
    say.head(title),
    say.window(from ?? "", to ?? ""),
    items.length === 0 ? say.nothing() : say.counts(ready, items.length, rest),
  ].join("\n");
}

/** In the order of muster.yml. Where there are too many, what is ready goes first, then the last. */
function itemBlocks({ items, campaign }: BoardSubject, look: Look): KnownBlock[] {
  const written = items.map((each) => ({ isOpen: isOpenItem(each), text: itemLines(each, look) }));
  const kept = new Set(written);
  const size = (): number => [...kept].reduce((sum, { text }) => sum + text.length + 1, 0);
  const expendable = [
    ...written.filter(({ isOpen }) => isOpen),
    ...written.filter((w) => !w.isOpen),
  ];
  while (size() > ROOM) {
    const last = expendable.pop();
    if (!last) break;
    kept.delete(last);
  }
  const left = written.length - kept.size;
  const page = link(boardUrl(look, campaign.name), words.readiness.wholeRecord());
  return [
    ...sections([...kept].map(({ text }) => text)),
    ...(left > 0 ? [context(words.readiness.more(left, page))] : []),
  ];
}

/** An item is never cut in two. */
function sections(texts: readonly string[]): KnownBlock[] {
  const filled: string[] = [];
  for (const text of texts) {
    const last = filled.at(-1);
    if (last !== undefined && last.length + text.length < SECTION) {
      filled[filled.length - 1] = `${last}\n${text}`;
    } else filled.push(text);
  }
  return filled.map(section);
}

export const boardUrl = ({ shop }: Look, campaign: string): string =>
  `${shop.url}/readiness/${campaign}`;

function buttons({ board, campaign, isOver }: BoardSubject, look: Look): readonly KnownBlock[] {
  const { readiness: say } = words;
  const about: ReadinessValue = { about: "readiness", board: board.campaign };
  const press = (action: ActionId, label: string, more: Partial<ButtonLook> = {}) =>
    button({ action, label, spoken: say.spoken(label, campaign.title), value: about, ...more });
  const vote = (which: "go" | "no-go", label: string, style: "primary" | "danger") =>
    press(ACTIONS.readinessVote, label, { part: which, style, value: { ...about, vote: which } });
  const record = press(ACTIONS.openLink, say.record(), { url: boardUrl(look, campaign.name) });
  if (isOver) return actions(blockId("readiness", board.version, "over"), [record]);
  const deciding = board.decision
    ? [press(ACTIONS.readinessDecide, say.decideAgain())]
    : [
        vote("go", say.go(), "primary"),
        vote("no-go", say.noGo(), "danger"),
        press(ACTIONS.readinessDecide, say.decide()),
      ];
  return actions(blockId("readiness", board.version), [
    press(ACTIONS.readinessSay, say.say()),
    ...deciding,
    record,
  ]);
}
