// Renders the blocks of one surface, each with its failure under it.
import type { KnownBlock } from "@slack/types";
import { h } from "preact";
import { BlockView } from "./block-view.ts";
import { type Surface, SurfaceContext } from "./surface.ts";

export function BlockList(props: { blocks: readonly KnownBlock[]; surface: Surface }) {
  const { blocks, surface } = props;
  return h(
    SurfaceContext.Provider,
    { value: surface },
    h(
      "div",
      { class: "blocks" },
      blocks.map((block, index) => {
        const blockId = block.block_id ?? String(index);
        const failure = block.type === "input" ? undefined : surface.failure(blockId);
        return h(
          "div",
          { key: blockId, class: "block" },
          h(BlockView, { block, blockId }),
          failure && h("p", { class: "block-failure", role: "alert" }, `⚠ ${failure}`),
        );
      }),
    ),
  );
}
