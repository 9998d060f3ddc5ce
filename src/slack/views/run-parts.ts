// What the forms about a run's step have in common: the step's title on top, and the mark of a drill.
import type { KnownBlock } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { RunState } from "../../domain/runbook/state/run.ts";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { esc } from "../mrkdwn.ts";

export const stepHead = (title: string): KnownBlock =>
  section(`*${esc(unescapeText(title), 200)}*`);

export function drillNote({ mode }: Pick<RunState, "mode">): KnownBlock[] {
  return mode === "drill" ? [context(words.modal.drill())] : [];
}
