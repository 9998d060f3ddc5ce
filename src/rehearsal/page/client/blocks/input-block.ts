// Renders an input block: label, element, hint, and the sentence that refused it.
import type { InputBlock } from "@slack/types";
import { h } from "preact";
import { useId } from "preact/hooks";
import { ElementView } from "./element-view.ts";
import { useSurface } from "./surface.ts";

export function InputBlockView({ block, blockId }: { block: InputBlock; blockId: string }) {
  const surface = useSurface();
  const label = useId();
  const failure = surface.failure(blockId);
  return h(
    "div",
    { class: failure ? "block-input is-refused" : "block-input", "data-block": blockId },
    h(
      "div",
      { class: "input-label", id: label },
      block.label.text,
      block.optional && h("span", { class: "input-optional" }, " (optional)"),
    ),
    h(ElementView, {
      element: block.element,
      blockId,
      isInput: true,
      isDispatched: block.dispatch_action ?? false,
      labelledBy: label,
    }),
    failure && h("p", { class: "input-failure", role: "alert" }, failure),
    block.hint && h("p", { class: "input-hint" }, block.hint.text),
  );
}
