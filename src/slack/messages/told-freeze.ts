// Draws whole lines about a freeze, with what may be pressed below them.
import type { Button } from "@slack/types";
import { words } from "../../words/words.ts";
import { actions, section } from "../blocks/elements.ts";
import { blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { cut } from "../mrkdwn.ts";

/** Whole lines in as many sections as they need; the notification is the first of them. */
export function told(
  { number }: { readonly number: number },
  body: string,
  buttons: readonly Button[] = [],
): Drawn {
  const [first = ""] = body.split("\n");
  return fitMessage({
    text: words.freezeNews.notice(words.freeze.name(number), cut(first.replaceAll("*", ""), 500)),
    blocks: [
      ...packed(body.split("\n")).map(section),
      ...actions(blockId(`frz${number}`, "news"), buttons),
    ],
  });
}

const MOST_IN_SECTION = 2_800;

function packed(all: readonly string[]): readonly string[] {
  const sections: string[] = [];
  for (const line of all) {
    const open = sections.at(-1);
    if (open !== undefined && open.length + line.length < MOST_IN_SECTION) {
      sections[sections.length - 1] = `${open}\n${line}`;
    } else sections.push(line);
  }
  return sections;
}

export const lines = (...all: readonly string[]): string =>
  all.filter((each) => each !== "").join("\n");
