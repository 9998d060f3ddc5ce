// A form about one incident: which one it was, and its outcome as corrections under a field or a closed form.
import type { Incident, IncidentCommand } from "../../domain/incident.ts";
import { changeIncident } from "../../operations/change-incident.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { type IncidentValue, readValue } from "../ids.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { noticeView } from "./notice.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export const aboutIncident = ({ number, version }: Incident): IncidentValue => ({
  about: "incident",
  incident: number,
  version,
});

/** The incident that the form was opened for. */
export async function incidentOf(turn: Turn, view: SeenView): Promise<Incident | undefined> {
  const read = readValue(view.metadata);
  if (!read.ok || read.value.about !== "incident") return undefined;
  return await findIncidentByNumber(turn.ctx.db, read.value.incident);
}

export const lostForm = (): ViewAnswer => ({
  kind: "show",
  view: noticeView(words.modal.notice.title(), words.refusal.notNow()),
});

/** For what nothing in sight shows once the form is gone. */
export const saidInForm = (text: string): ViewAnswer => ({
  kind: "show",
  view: noticeView(words.modal.notice.title(), text),
});

/** Closes the form, or says under `field` why nothing changed. */
export async function submitChange(
  turn: Turn,
  incident: Incident,
  wish: { readonly command: IncidentCommand; readonly field: string },
): Promise<ViewAnswer> {
  const changed = await changeIncident(turn.ctx, incident.id, wish.command);
  if (changed.ok) return closeView;
  return wrongFields({ [wish.field]: await refusalLine(turn, changed.refusal) });
}
