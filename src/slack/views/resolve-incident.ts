// The form that ends an incident; its summary begins the post-mortem.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { countAlertsOfIncident } from "../../storage/alerts.ts";
import { words } from "../../words/words.ts";
import { context } from "../blocks/elements.ts";
import { CALLBACKS } from "../ids.ts";
import { openForOpen } from "../open-modal.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm, submitChange } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import type { ViewAnswer } from "./view-answer.ts";

export async function openResolve(turn: Turn, incident: Incident): Promise<void> {
  const { firing } = await countAlertsOfIncident(turn.ctx.db, incident.id);
  await openForOpen(turn, incident, resolveView(incident, firing));
}

export function resolveView(incident: Incident, firing: number): ModalView {
  const say = words.modal.resolve;
  return modal({
    callback: CALLBACKS.resolve,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    about: aboutIncident(incident),
    blocks: [
      ...(firing > 0 ? [context(say.stillFiring(firing))] : []),
      textInput({ name: "summary", label: say.summary(), hint: say.summaryHint(), isLong: true }),
    ],
  });
}

export async function submitResolve(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  if (!incident) return lostForm();
  const command = { kind: "resolve", summary: readField(view, "summary") } as const;
  return await submitChange(turn, incident, { command, field: "summary" });
}
