// Slack's limits on what a message or view holds, and how a drawn message is brought within ours.
import type { KnownBlock } from "@slack/types";
import { cutText } from "../domain/plain-text.ts";
import { cut } from "./mrkdwn.ts";

/** Sources: docs.slack.dev/reference/block-kit and the comments of @slack/types. */
export const LIMITS = {
  header: 150,
  section: 3_000,
  field: 2_000,
  fields: 10,
  contextElements: 10,
  actions: 25,
  buttonText: 75,
  buttonValue: 2_000,
  spoken: 75,
  url: 3_000,
  optionText: 75,
  overflow: 5,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  modalTitle: 24,
  topic: 250,
  purpose: 250,
  channelName: 80,
  /** Advised by Slack; chat.update refuses more. */
  text: 4_000,
} as const;

/** Ours, under Slack's 50 blocks and its undocumented total of about 13,200 characters. */
export const BUDGET = { blocks: 45, characters: 9_000 } as const;

export type Drawn = { readonly text: string; readonly blocks: readonly KnownBlock[] };

/**
 * A message within our budget: blocks beyond it go from before the last one (the buttons stay), then
 * the longest texts are halved until all of it fits.
 */
export function fitMessage({ text, blocks }: Drawn): Drawn {
  const kept =
    blocks.length <= BUDGET.blocks
      ? blocks
      : [...blocks.slice(0, BUDGET.blocks - 1), ...blocks.slice(-1)];
  return { text: cut(text, LIMITS.text), blocks: shrink(kept, BUDGET.characters) };
}

/** A view may hold 100 blocks and 250 KB; ours stay readable. */
export function fitView(blocks: readonly KnownBlock[], most = 95): readonly KnownBlock[] {
  return shrink(blocks.length <= most ? blocks : blocks.slice(0, most), 60_000);
}

const sizeOf = (value: unknown): number => JSON.stringify(value).length;

/** Texts shorter than this are left alone: they are labels. */
const SHORTEST = 40;

function shrink(blocks: readonly KnownBlock[], most: number): readonly KnownBlock[] {
  let size = sizeOf(blocks);
  if (size <= most) return blocks;
  const copy = structuredClone(blocks);
  const texts = copy.flatMap(textsOf);
  while (size > most) {
    const longest = texts.reduce((a, b) => (b.text.length > a.text.length ? b : a));
    if (longest.text.length <= SHORTEST) break;
    const limit = Math.max(SHORTEST, Math.floor(longest.text.length / 2));
    const isMarkup = "type" in longest && longest.type === "mrkdwn";
    const shorter = isMarkup ? cut(longest.text, limit) : cutText(longest.text, limit);
    size += sizeOf(shorter) - sizeOf(longest.text);
    longest.text = shorter;
  }
  return copy;
}

type Text = { text: string; type?: string };

/** The texts that may be cut: never a button's, never an option's. */
function textsOf(block: KnownBlock): Text[] {
  switch (block.type) {
    case "section":
      return [...(block.text ? [block.text] : []), ...(block.fields ?? [])];
    case "context":
      return block.elements.filter((element) => "text" in element);
    case "rich_text":
      return block.elements
        .flatMap((part) =>
          "elements" in part && part.type !== "rich_text_list" ? part.elements : [],
        )
        .filter((element) => element.type === "text");
    default:
      return [];
  }
}
