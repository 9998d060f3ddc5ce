// What an incident's runs changed and is still changed: one line a change with its value now, Undo and Leave.
import type { KnownBlock } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import type { StillChanged } from "../../operations/list-still-changed.ts";
import { words } from "../../words/words.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { link } from "../mrkdwn.ts";
import { changedButtons } from "./changed-buttons.ts";
import { changedText, settledText } from "./changed-text.ts";
import { context, section } from "./elements.ts";
import { incidentUrl, type Look } from "./look.ts";

export type StillChangedSubject = {
  readonly incident: Incident;
  /** Latest first. */
  readonly changes: readonly StillChanged[];
  readonly now: Date;
};

/** Their buttons take room: as these are dealt with, the next come up. */
const MOST_OPEN = 6;
const MOST_SETTLED = 10;

export function renderStillChanged(subject: StillChangedSubject, look: Look): Drawn {
  const { changes, incident } = subject;
  const open = changes.filter(({ isSettled }) => !isSettled);
  const { stillChanged: say, term } = words;
  const name = term.incident(incident);
  const linked = link(incidentUrl(look, incident.number), name);
  return fitMessage({
    text:
      open.length > 0
        ? say.sentence(name, term.count(open.length, ...say.changes))
        : say.sentenceDone(name),
    blocks: [
      section(`${say.head(linked)}\n${summary(subject, open.length)}`),
      ...open.slice(0, MOST_OPEN).flatMap((each) => openChange(each, subject, look)),
      ...moreLine(open.length - MOST_OPEN),
      ...settledBlocks(subject, look),
    ],
  });
}

function summary({ changes }: StillChangedSubject, open: number): string {
  const { stillChanged: say } = words;
  if (changes.length === 0) return say.nothing();
  return open > 0 ? say.open(open) : say.allDone();
}

function openChange(
  each: StillChanged,
  { incident, now }: StillChangedSubject,
  look: Look,
): KnownBlock[] {
  return [
    section(changedText(each, look, now)),
    ...changedButtons(each, { now, version: incident.version }),
  ];
}

/** Dealt with: struck out, and who did it. */
function settledBlocks({ changes }: StillChangedSubject, look: Look): KnownBlock[] {
  const settled = changes.filter(({ isSettled }) => isSettled);
  if (settled.length === 0) return [];
  const lines = settled.slice(0, MOST_SETTLED).map((each) => settledText(each, look));
  const rest = settled.length - lines.length;
  return [section(lines.join("\n")), ...moreLine(rest)];
}

function moreLine(more: number): KnownBlock[] {
  return more > 0 ? [context(words.stillChanged.more(more))] : [];
}
