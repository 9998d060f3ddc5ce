// The form that gives an action item to somebody else, or another day.
import type { ModalView } from "@slack/types";
import type { ActionItem } from "../../domain/action-item.ts";
import { changeActionItem } from "../../operations/change-action-item.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { CALLBACKS, readValue } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { checkMember } from "./check-member.ts";
import { dayInput, modal, userInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export function changeItemView({ id, text, owner, dueOn }: ActionItem): ModalView {
  const { actionItem: say, modal: button } = words;
  return modal({
    callback: CALLBACKS.changeActionItem,
    title: say.title(),
    submit: say.submit(),
    close: button.cancel(),
    about: { about: "action-item", item: id, do: "change" },
    blocks: [
      section(esc(text, 1_500)),
      userInput({ name: "owner", label: say.owner(), initial: owner }),
      dayInput({ name: "due", label: say.day(), isOptional: true, initial: dueOn }),
    ],
  });
}

export async function submitChangeItem(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  const owner = readField(view, "owner");
  if (!read.ok || read.value.about !== "action-item" || !owner) return lostForm();
  const wrong = await checkMember(turn, owner);
  if (wrong) return wrongFields({ owner: wrong });
  const command = { kind: "hand-over", owner, dueOn: readField(view, "due") } as const;
  const changed = await changeActionItem(turn.ctx, read.value.item, command, turn.person.user);
  if (changed.ok) return closeView;
  const field = changed.refusal.code === "bad-day" ? "due" : "owner";
  return wrongFields({ [field]: await refusalLine(turn, changed.refusal) });
}
