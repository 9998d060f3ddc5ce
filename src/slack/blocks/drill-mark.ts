// Marks every message of a drill, in its title and in what screen readers and push notifications say.
import type { KnownBlock } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { context, header, md } from "./elements.ts";

/** As drawn, where the incident is no drill. */
export function markDrill({ isDrill }: Pick<Incident, "isDrill">, drawn: Drawn): Drawn {
  if (!isDrill) return drawn;
  return fitMessage({ text: drillTitle(drawn.text), blocks: markBlocks(drawn.blocks) });
}

/** The incident's own title says so too; once is enough. */
export function drillTitle(text: string): string {
  return words.drill.title(text.replaceAll(words.incident.drill(""), ""));
}

function markBlocks(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  const [first, ...rest] = blocks;
  if (first?.type === "header") return [header(drillTitle(first.text.text)), ...rest];
  if (first?.type === "section" && first.text?.type === "mrkdwn") {
    return [{ ...first, text: md(drillTitle(first.text.text)) }, ...rest];
  }
  return blocks.length === 0 ? [] : [context(words.drill.mark()), ...blocks];
}
