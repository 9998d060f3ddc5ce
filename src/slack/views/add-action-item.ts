// The form of an action item: what, who, by when.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { addActionItem } from "../../operations/add-action-item.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS } from "../ids.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm, saidInForm } from "./change-view.ts";
import { checkMember } from "./check-member.ts";
import { dayInput, modal, textInput, userInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

export function actionItemView(incident: Incident, owner: string): ModalView {
  const say = words.modal.actionItem;
  return modal({
    callback: CALLBACKS.addActionItem,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    about: aboutIncident(incident),
    blocks: [
      textInput({ name: "text", label: say.text(), isLong: true }),
      userInput({ name: "owner", label: say.owner(), initial: owner }),
      dayInput({ name: "due", label: say.due(), isOptional: true }),
    ],
  });
}

export async function submitActionItem(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  const owner = readField(view, "owner");
  if (!incident || !owner) return lostForm();
  const wrong = await checkMember(turn, owner);
  if (wrong) return wrongFields({ owner: wrong });
  const added = await addActionItem(turn.ctx, incident.id, {
    text: readField(view, "text") ?? "",
    owner,
    dueOn: readField(view, "due"),
    createdBy: turn.person.user,
  });
  if (added.ok) return saidInForm(words.command.actionItemAdded(incident));
  return wrongFields({ text: await refusalLine(turn, added.refusal) });
}
