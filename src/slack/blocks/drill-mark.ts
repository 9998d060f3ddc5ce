// Marks every message of a drill or of planned work, in its title and in what screen readers and push notifications say.
import type { KnownBlock } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { context, header, md } from "./elements.ts";

type Sort = Pick<Incident, "isDrill" | "isPlanned">;

/** As drawn, where the incident is one. */
export function markDrill(sort: Sort, drawn: Drawn): Drawn {
  const mark = markOf(sort);
  if (mark === undefined) return drawn;
  const text = markedTitle(sort, drawn.text);
  return fitMessage({ text, blocks: markBlocks(sort, mark, drawn.blocks) });
}

export function markOf({ isDrill, isPlanned }: Sort): string | undefined {
  if (isDrill) return words.drill.mark();
  return isPlanned ? words.drill.planned() : undefined;
}

/** The incident's own title says so too; once is enough. */
export function markedTitle(sort: Sort, text: string): string {
  const mark = markOf(sort);
  if (mark === undefined) return text;
  return words.drill.title(mark, text.replaceAll(words.incident.drill(""), ""));
}

function markBlocks(
  sort: Sort,
  mark: string,
  blocks: readonly KnownBlock[],
): readonly KnownBlock[] {
  const [first, ...rest] = blocks;
  if (first?.type === "header") return [header(markedTitle(sort, first.text.text)), ...rest];
  if (first?.type === "section" && first.text?.type === "mrkdwn") {
    return [{ ...first, text: md(markedTitle(sort, first.text.text)) }, ...rest];
  }
  return blocks.length === 0 ? [] : [context(mark), ...blocks];
}
