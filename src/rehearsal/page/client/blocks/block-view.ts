// Chooses how a block is rendered, by its type.
import type { ContextBlockElement, KnownBlock } from "@slack/types";
import { h } from "preact";
import { Markdown } from "../markdown.ts";
import { ElementView, Unsupported } from "./element-view.ts";
import { ContextImage, ImageView } from "./image-view.ts";
import { InputBlockView } from "./input-block.ts";
import { RichText } from "./rich-text.ts";
import { SectionView } from "./section-block.ts";
import { TableView } from "./table-block.ts";
import { plainText, TextObjectView } from "./text-object.ts";

export function BlockView({ block, blockId }: { block: KnownBlock; blockId: string }) {
  switch (block.type) {
    case "header":
      return h("h3", { class: "block-header" }, plainText(block.text));
    case "divider":
      return h("hr", { class: "block-divider" });
    case "section":
      return h(SectionView, { block, blockId });
    case "context":
      return h("div", { class: "block-context" }, block.elements.map(renderContext));
    case "actions":
      return h(
        "div",
        { class: "block-actions" },
        block.elements.map((element) =>
          h(ElementView, { key: element.action_id, element, blockId }),
        ),
      );
    case "input":
      return h(InputBlockView, { block, blockId });
    case "image":
      return h(ImageView, { image: block, title: block.title?.text });
    case "rich_text":
      return h(RichText, { block });
    case "markdown":
      return h(Markdown, { text: block.text });
    case "table":
      return h(TableView, { block });
    case "alert":
      return h(
        "div",
        { class: `block-alert alert-${block.level ?? "default"}`, role: "note" },
        h(TextObjectView, { object: block.text }),
      );
    case "card":
    case "carousel":
    case "container":
    case "context_actions":
    case "data_table":
    case "file":
    case "task_card":
    case "plan":
    case "video":
      return h(Unsupported, { what: block.type });
  }
}

function renderContext(element: ContextBlockElement, key: number) {
  if (element.type === "image") return h(ContextImage, { key, image: element });
  return h("span", { key }, h(TextObjectView, { object: element }));
}
