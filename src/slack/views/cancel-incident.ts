// The form that calls an incident a false alarm.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm, submitChange } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import type { ViewAnswer } from "./view-answer.ts";

export function cancelView(incident: Incident): ModalView {
  const say = words.modal.cancelling;
  return modal({
    callback: CALLBACKS.cancel,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: aboutIncident(incident),
    blocks: [textInput({ name: "reason", label: say.reason(), isLong: true })],
  });
}

export async function submitCancel(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  if (!incident) return lostForm();
  const command = { kind: "cancel", reason: readField(view, "reason") } as const;
  return await submitChange(turn, incident, { command, field: "reason" });
}
