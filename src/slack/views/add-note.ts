// The form of a note for the timeline.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm, saidInForm, submitChange } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import type { ViewAnswer } from "./view-answer.ts";

export function noteView(incident: Incident): ModalView {
  const { note: say, field } = words.modal;
  return modal({
    callback: CALLBACKS.addNote,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    about: aboutIncident(incident),
    blocks: [textInput({ name: "text", label: field.note(), isLong: true })],
  });
}

export async function submitNote(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  if (!incident) return lostForm();
  const command = { kind: "add-note", text: readField(view, "text") ?? "" } as const;
  const answer = await submitChange(turn, incident, { command, field: "text" });
  return answer.kind === "close" ? saidInForm(words.command.noted(incident)) : answer;
}
