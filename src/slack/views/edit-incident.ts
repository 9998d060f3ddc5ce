// The form that corrects an incident's title and what customers see.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { cutText } from "../../domain/plain-text.ts";
import { words } from "../../words/words.ts";
import { context } from "../blocks/elements.ts";
import { CALLBACKS } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm, submitChange } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField, readInitial } from "./read-fields.ts";
import { closeView, type ViewAnswer } from "./view-answer.ts";

const TITLE_LIMIT = 150;
const IMPACT_LIMIT = 500;

export function editView(incident: Incident, notice?: string): ModalView {
  const { edit: say, field } = words.modal;
  return modal({
    callback: CALLBACKS.editIncident,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    about: aboutIncident(incident),
    blocks: [
      ...(notice ? [context(notice)] : []),
      textInput({
        name: "title",
        label: field.title(),
        initial: incident.title,
        limit: TITLE_LIMIT,
      }),
      textInput({
        name: "impact",
        label: field.impact(),
        hint: field.impactHint(),
        initial: incident.impact,
        isLong: true,
        isOptional: true,
        limit: IMPACT_LIMIT,
      }),
    ],
  });
}

export async function submitEdit(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  if (!incident) return lostForm();
  const wanted = changesOf(view);
  const isStale =
    (wanted.title && readInitial(view, "title") !== cutText(incident.title, TITLE_LIMIT)) ||
    (wanted.impact &&
      (readInitial(view, "impact") ?? "") !== cutText(incident.impact ?? "", IMPACT_LIMIT));
  if (isStale) {
    return {
      kind: "show",
      view: editView(incident, words.modal.changedMeanwhile(incident.number)),
    };
  }
  if (!wanted.title && !wanted.impact) return closeView;
  return await submitChange(turn, incident, {
    command: { kind: "edit", ...wanted },
    field: "title",
  });
}

/** Only what the person changed: somebody else may have changed the rest. */
function changesOf(view: SeenView): { title: string | null; impact: string | null } {
  const changed = (name: string) => {
    const value = readField(view, name);
    return value === readInitial(view, name) ? null : value;
  };
  return { title: changed("title"), impact: changed("impact") };
}
