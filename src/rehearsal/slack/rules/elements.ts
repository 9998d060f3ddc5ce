// Finds the interactive elements of blocks.
import type { KnownBlock } from "@slack/types";

export type Element = {
  readonly type: string;
  readonly action_id: string;
  readonly [key: string]: unknown;
};

export type Placed = {
  readonly blockId: string;
  readonly element: Element;
  readonly block: KnownBlock;
};

export function elementsOf(blocks: readonly KnownBlock[]): Placed[] {
  return blocks.flatMap((block) => {
    const blockId = "block_id" in block ? (block.block_id ?? "") : "";
    const nested = block.type === "container" ? elementsOf(block.child_blocks) : [];
    const cards = block.type === "carousel" ? elementsOf(block.elements) : [];
    const own = candidates(block).flatMap((element) =>
      isInteractive(element) ? [{ blockId, element, block }] : [],
    );
    return [...own, ...nested, ...cards];
  });
}

function candidates(block: KnownBlock): readonly unknown[] {
  switch (block.type) {
    case "actions":
    case "context_actions":
      return block.elements;
    case "section":
      return [block.accessory];
    case "input":
      return [block.element];
    case "card":
      return block.actions ?? [];
    default:
      return [];
  }
}

function isInteractive(element: unknown): element is Element {
  return typeof element === "object" && element !== null && "action_id" in element;
}
