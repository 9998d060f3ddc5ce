// The modal on top of the acting person's stack: its blocks, its inputs, submit and close.
import type { KnownBlock, ModalView } from "@slack/types";
import { h } from "preact";
import { useCallback, useState } from "preact/hooks";
import type { InputValue, OpenView, Use } from "../../slack/types.ts";
import { Avatar } from "./avatar.ts";
import { BlockList } from "./blocks/block-list.ts";
import { initialValue } from "./blocks/element-values.ts";
import { type Surface, useNewSurface } from "./blocks/surface.ts";
import { Dialog } from "./dialog.ts";
import { useWorkspace } from "./workspace-context.ts";

export function ModalLayer() {
  const { data } = useWorkspace();
  const top = data.views.at(-1);
  if (top?.content.type !== "modal") return null;
  return h(ModalDialog, {
    key: top.id,
    view: top,
    content: top.content,
    depth: data.views.length,
  });
}

type ModalProps = {
  readonly view: OpenView;
  readonly content: ModalView;
  readonly depth: number;
};

function ModalDialog({ view, content, depth }: ModalProps) {
  const { act, data } = useWorkspace();
  const send = useCallback(
    (use: Use) => act({ do: "click-in-view", viewId: view.id, use }),
    [act, view.id],
  );
  const { surface, setFailures } = useNewSurface(send, true);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const close = () => void act({ do: "close-view", viewId: view.id });
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const values = collectValues(content.blocks as KnownBlock[], surface);
    const result = await act({ do: "submit-view", viewId: view.id, values });
    setBusy(false);
    setFailures(result.ok ? {} : (result.errors ?? {}));
    setFailure(result.ok || result.errors ? undefined : result.shown);
    if (!result.ok && result.errors) showFirst(result.errors);
  };
  const closeText = content.close?.text ?? "Cancel";
  return h(
    Dialog,
    { label: content.title.text, size: "large", onClose: close },
    h(
      "form",
      { class: "modal", onSubmit: (event: Event) => void submit(event), noValidate: true },
      h(
        "header",
        { class: "dialog-head" },
        depth > 1
          ? h(
              "button",
              { type: "button", class: "head-button", "aria-label": "Back", onClick: close },
              "←",
            )
          : h(Avatar, { userId: data.app.botUserId, size: "small" }),
        h("h2", null, content.title.text),
        h(
          "button",
          { type: "button", class: "head-button", "aria-label": "Close", onClick: close },
          "✕",
        ),
      ),
      h(
        "div",
        { class: "dialog-body" },
        h(BlockList, { blocks: content.blocks as KnownBlock[], surface }),
      ),
      failure && h("p", { class: "modal-failure", role: "alert" }, `⚠ ${failure}`),
      h(
        "footer",
        { class: "dialog-foot" },
        h("button", { type: "button", class: "button", onClick: close }, closeText),
        content.submit &&
          h(
            "button",
            {
              type: "submit",
              class: `button button-primary${isBusy ? " is-busy" : ""}`,
              disabled: isBusy,
            },
            content.submit.text,
          ),
      ),
    ),
  );
}

/** What the inputs hold, by block; those nobody touched keep what the app put in. */
function collectValues(
  blocks: readonly KnownBlock[],
  surface: Surface,
): Record<string, InputValue> {
  const values: Record<string, InputValue> = {};
  for (const block of blocks) {
    if (block.type !== "input" || block.block_id === undefined) continue;
    const actionId = block.element.action_id ?? "";
    const touched = surface.value(block.block_id, actionId);
    values[block.block_id] = touched === undefined ? initialValue(block.element) : touched;
  }
  return values;
}

function showFirst(errors: Readonly<Record<string, string>>): void {
  const [blockId] = Object.keys(errors);
  if (blockId === undefined) return;
  const block = document.querySelector(`[data-block="${CSS.escape(blockId)}"]`);
  block?.scrollIntoView({ block: "nearest" });
  block?.querySelector<HTMLElement>("input, textarea, button")?.focus();
}
