// The timeline of an incident as lines of mrkdwn, gathered into as few blocks as hold them.
import type { KnownBlock } from "@slack/types";
import { actedBy, type TimelineItem } from "../../domain/timeline.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { date, esc } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";

/** Long texts are cut here; the page of the incident has them whole. */
const LINE_CHARACTERS = 400;
const BLOCK_CHARACTERS = 2_900;

export function timelineLines(
  turn: Turn,
  items: readonly TimelineItem[],
  names: ReadonlyMap<string, string>,
): readonly string[] {
  const { shop } = turn.ctx;
  const nameOf = (user: string) => names.get(user) ?? user;
  return items.map((item) => {
    const what = esc(words.timeline.sentence(item.entry, nameOf), LINE_CHARACTERS);
    const user = actedBy(item);
    const who = user === null ? "" : ` · _${esc(nameOf(user), 80)}_`;
    return `${date(item.at, shop.zone)} ${what}${who}`;
  });
}

/** One line under another, in sections that Slack takes. */
export function stacked(lines: readonly string[]): KnownBlock[] {
  const stacks: string[] = [];
  for (const line of lines) {
    const last = stacks.at(-1);
    const joined = last === undefined ? line : `${last}\n${line}`;
    if (last !== undefined && joined.length <= BLOCK_CHARACTERS) stacks[stacks.length - 1] = joined;
    else stacks.push(line);
  }
  return stacks.map(section);
}
