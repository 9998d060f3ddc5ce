// The form that changes the priority; lowering it needs a reason.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { isPriority, priorities } from "../../domain/priority.ts";
import { words } from "../../words/words.ts";
import { context } from "../blocks/elements.ts";
import { CALLBACKS } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm, submitChange } from "./change-view.ts";
import { modal, radioInput, textInput } from "./parts.ts";
import { readField, readInitial } from "./read-fields.ts";
import type { ViewAnswer } from "./view-answer.ts";

export function priorityView(incident: Incident, notice?: string): ModalView {
  const { priority: say, field } = words.modal;
  const choices = priorities.map((priority) => ({
    value: priority,
    text: priority,
    more: words.modal.declare.meaning(priority),
  }));
  return modal({
    callback: CALLBACKS.changePriority,
    title: say.title(),
    submit: words.modal.save(),
    close: words.modal.cancel(),
    about: aboutIncident(incident),
    blocks: [
      ...(notice ? [context(notice)] : []),
      radioInput({
        name: "priority",
        label: field.priority(),
        choices,
        initial: incident.priority,
      }),
      textInput({
        name: "reason",
        label: field.reason(),
        hint: say.reasonHint(),
        isLong: true,
        isOptional: true,
      }),
    ],
  });
}

export async function submitPriority(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  const priority = readField(view, "priority");
  if (!incident || !isPriority(priority)) return lostForm();
  const shown = readInitial(view, "priority");
  if (shown !== incident.priority && priority !== incident.priority) {
    const notice = words.modal.changedMeanwhile(incident.number);
    return { kind: "show", view: priorityView(incident, notice) };
  }
  const command = { kind: "set-priority", priority, reason: readField(view, "reason") } as const;
  const field = priority === incident.priority ? "priority" : "reason";
  return await submitChange(turn, incident, { command, field });
}
