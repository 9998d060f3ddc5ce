// The announcement of a freeze in the release channel, always edited to how it stands now.
import type { KnownBlock } from "@slack/types";
import { type Freeze, isOver } from "../../domain/freeze/freeze.ts";
import { dayMoment } from "../../domain/zone-time.ts";
import { words } from "../../words/words.ts";
import { blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { cut, esc } from "../mrkdwn.ts";
import { givenOf } from "./ballot-line.ts";
import { actions, context, section } from "./elements.ts";
import { openButtons } from "./freeze-buttons.ts";
import { freezeTitle, policyText, reasonBlocks, scopeLine, windowLines } from "./freeze-lines.ts";
import { byTrouble, foldedLines, isTrouble, repositoryLine } from "./freeze-repositories.ts";
import { stateText } from "./freeze-state.ts";
import type { FreezeSubject } from "./freeze-subject.ts";
import { actorName, type Look } from "./look.ts";

/** Number of the incident that froze by itself, where one did. */
export type BannerSubject = FreezeSubject & { readonly incident: number | null };

const TROUBLE = { most: 5, characters: 1_500 } as const;

export function renderFreezeBanner(subject: BannerSubject, look: Look): Drawn {
  const { freeze } = subject;
  return fitMessage({
    text: bannerSentence(subject, look),
    blocks: [
      section(
        `${words.freeze.mark(isOver(freeze))} ${freezeTitle(freeze)}\n${stateText(subject, look)}`,
      ),
      section([windowLines(freeze, look), scopeLine(freeze)].join("\n")),
      ...reasonBlocks(freeze, look),
      ...trouble(subject, look),
      ...proposal(freeze, look),
      context(footer(subject, look)),
      ...bannerButtons(subject),
    ],
  });
}

export function bannerSentence(subject: FreezeSubject, look: Look): string {
  const { freeze: say } = words;
  const { number, title } = subject.freeze;
  const state = plainState(stateText(subject, look));
  return cut(say.post.sentence(say.name(number), esc(title, 200), state), 600);
}

/** Notifications read no dates: the fallback stands there instead. */
export const plainState = (text: string): string =>
  text.replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1");

function trouble({ freeze, repositories }: FreezeSubject, look: Look): KnownBlock[] {
  if (freeze.state === "drafted" || isOver(freeze)) return [];
  const wrong = byTrouble(repositories.filter(isTrouble));
  if (wrong.length === 0) return [];
  const lines = wrong.map((body) => repositoryLine(body, look));
  return [section(foldedLines(lines, TROUBLE))];
}

function proposal({ proposal: asked, zone }: Freeze, look: Look): KnownBlock[] {
  if (asked?.ballot.state !== "asked") return [];
  const { proposal: say } = words.freeze;
  const { change, by, ballot } = asked;
  const to = "endsAt" in change ? dayMoment(new Date(change.endsAt), zone) : null;
  const what = change.kind === "declare" ? say.declare() : say.change(change, to);
  const who = esc(actorName(look, by), 80);
  return [context(say.asked(what, who, givenOf(ballot), ballot.need))];
}

function footer({ freeze, incident }: BannerSubject, look: Look): string {
  const { freeze: say, term } = words;
  return [
    say.declaredBy(esc(actorName(look, freeze.declaredBy), 80)),
    ...(incident === null ? [] : [say.forIncident(term.incident(incident))]),
    policyText(freeze),
  ].join(" · ");
}

function bannerButtons({ freeze, now }: BannerSubject): readonly KnownBlock[] {
  const id = blockId(`frz${freeze.number}`, `n${freeze.version}`, isOver(freeze) ? 0 : 1);
  return actions(id, openButtons(freeze, now));
}
