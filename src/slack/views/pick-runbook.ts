// The form that picks a runbook for an incident, the suggested one first.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { findIncidentByNumber, listOpenIncidents } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm } from "./change-view.ts";
import { noticeView } from "./notice.ts";
import { modal, selectInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { startRunView } from "./start-run.ts";
import type { ViewAnswer } from "./view-answer.ts";

/** Without an incident the form asks for one of the open ones too. */
export async function pickRunbookView(
  turn: Turn,
  incident: Incident | undefined,
): Promise<ModalView> {
  const say = words.modal.runbook;
  const suggested = incident?.suggestedRunbook ?? null;
  const shelved = [...turn.ctx.runbooks.list()].sort(
    (a, b) => Number(b.runbook.id === suggested) - Number(a.runbook.id === suggested),
  );
  if (shelved.length === 0) return noticeView(say.pick(), say.none());
  const choices = shelved.map(({ runbook: { id, title } }) => ({
    value: id,
    text: id === suggested ? say.suggested(title) : title,
  }));
  const open = incident ? [] : await listOpenIncidents(turn.ctx.db);
  if (!incident && open.length === 0) return noticeView(say.pick(), words.command.noneOpen());
  const which = open.map(({ number, title }) => ({
    value: String(number),
    text: `${words.term.incident(number)} ${title}`,
  }));
  return modal({
    callback: CALLBACKS.pickRunbook,
    title: say.pick(),
    submit: say.next(),
    close: words.modal.cancel(),
    ...(incident && { about: aboutIncident(incident) }),
    blocks: [
      ...(incident
        ? []
        : [selectInput({ name: "incident", label: say.incident(), choices: which })]),
      selectInput({ name: "runbook", label: say.which(), choices, initial: suggested }),
    ],
  });
}

export async function submitPickRunbook(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const chosen = readField(view, "incident");
  const incident = chosen
    ? await findIncidentByNumber(turn.ctx.db, Number(chosen))
    : await incidentOf(turn, view);
  const shelved = turn.ctx.runbooks.find(readField(view, "runbook") ?? "");
  if (!incident || !shelved) return lostForm();
  return { kind: "show", view: await startRunView(turn, incident, { runbook: shelved.runbook }) };
}
