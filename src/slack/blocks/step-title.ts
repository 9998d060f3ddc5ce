// What a step of a run is called: one that Muster added takes another one's effect back, and says so.

import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { StepLine } from "../../domain/runbook/view/describe.ts";
import { words } from "../../words/words.ts";
import { authored } from "../mrkdwn.ts";

type Titled = Pick<StepLine, "title" | "undoOf">;

export function stepTitle({ title, undoOf }: Titled, limit: number): string {
  return undoOf === undefined
    ? authored(title, limit)
    : words.runMessage.undoTitle(authored(unmarked(title), limit));
}

/** For plain text. */
export function stepTitlePlain({ title, undoOf }: Titled): string {
  const shown = unescapeText(title);
  return undoOf === undefined ? shown : words.runMessage.undoTitle(unmarked(shown));
}

/** Elsewhere the arrow alone says it; here a word does. */
const unmarked = (title: string): string => title.replace(/^↩ /, "");
