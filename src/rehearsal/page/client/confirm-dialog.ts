// Asks "are you sure" as a button's `confirm` object says.
import type { ConfirmationDialog } from "@slack/types";
import { h } from "preact";
import { TextObjectView } from "./blocks/text-object.ts";
import { Dialog } from "./dialog.ts";

export function ConfirmDialog(props: {
  confirm: ConfirmationDialog;
  answer(isSure: boolean): void;
}) {
  const { confirm, answer } = props;
  const isDanger = confirm.style === "danger";
  return h(
    Dialog,
    { label: confirm.title?.text ?? "Are you sure?", size: "small", onClose: () => answer(false) },
    h("header", { class: "dialog-head" }, h("h2", null, confirm.title?.text ?? "Are you sure?")),
    h("div", { class: "dialog-body" }, h(TextObjectView, { object: confirm.text })),
    h(
      "footer",
      { class: "dialog-foot" },
      h(
        "button",
        { type: "button", class: "button", onClick: () => answer(false) },
        confirm.deny?.text ?? "Cancel",
      ),
      h(
        "button",
        {
          type: "button",
          class: isDanger ? "button button-danger" : "button button-primary",
          autofocus: true,
          onClick: () => answer(true),
        },
        confirm.confirm?.text ?? "Yes",
      ),
    ),
  );
}
