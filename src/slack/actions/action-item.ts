// The buttons of an action item: it is done, it is not, or somebody else does it by another day.
import { changeActionItem } from "../../operations/change-action-item.ts";
import { findActionItem } from "../../storage/action-items.ts";
import { words } from "../../words/words.ts";
import { itemButtons } from "../blocks/action-items.ts";
import { section } from "../blocks/elements.ts";
import { esc } from "../mrkdwn.ts";
import { openModal } from "../open-modal.ts";
import { changeItemView } from "../views/change-action-item.ts";
import { answerFor } from "./confirm-done.ts";
import type { OnClick } from "./on-click.ts";

export const actOnItem: OnClick = async (turn, { request, value }) => {
  if (value.about !== "action-item") return await turn.refuse({ code: "stale", what: "button" });
  const { item: id, do: deed } = value;
  if (deed === "change") {
    const item = await findActionItem(turn.ctx.db, id);
    if (!item) return await turn.refuse({ code: "no-such-action-item" });
    return await openModal(turn, changeItemView(item));
  }
  const changed = await changeActionItem(turn.ctx, id, { kind: deed }, turn.person.user);
  if (!changed.ok) return await turn.refuse(changed.refusal);
  const { item } = changed;
  const change = deed === "finish" ? "done" : "reopened";
  const text = words.actionItem.changed(change, `“${esc(item.text, 300)}”`);
  await answerFor(turn, request)({ text, blocks: [section(text), ...itemButtons(item)] });
};
