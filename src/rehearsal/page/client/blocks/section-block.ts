// Renders a section: text, fields in two columns, and what stands beside them.
import type { SectionBlock } from "@slack/types";
import { h } from "preact";
import { ElementView } from "./element-view.ts";
import { imageUrl } from "./image-view.ts";
import { TextObjectView } from "./text-object.ts";

export function SectionView({ block, blockId }: { block: SectionBlock; blockId: string }) {
  return h(
    "div",
    { class: "block-section" },
    h(
      "div",
      { class: "section-main" },
      block.text && h(TextObjectView, { object: block.text }),
      block.fields &&
        h(
          "div",
          { class: "section-fields" },
          block.fields.map((field, key) => h("div", { key }, h(TextObjectView, { object: field }))),
        ),
    ),
    block.accessory && h("div", { class: "section-side" }, h(Accessory, { block, blockId })),
  );
}

function Accessory({ block: { accessory }, blockId }: { block: SectionBlock; blockId: string }) {
  if (!accessory) return null;
  if (accessory.type === "image") {
    return h("img", { class: "section-image", src: imageUrl(accessory), alt: accessory.alt_text });
  }
  return h(ElementView, { element: accessory, blockId });
}
