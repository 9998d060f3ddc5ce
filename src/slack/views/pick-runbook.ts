// The form that picks a runbook for an incident, for a drill or for a plan; the suggested one first.
import type { KnownBlock, ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { isForPlannedWork } from "../../domain/runbook/format/triggers.ts";
import { findIncidentByNumber, listOpenIncidents } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS, readValue } from "../ids.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import type { RunMode } from "./begin-run.ts";
import { lostForm } from "./change-view.ts";
import { noticeView } from "./notice.ts";
import { modal, selectInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { aboutRunbook, formOf, startRunView } from "./start-run.ts";
import type { ViewAnswer } from "./view-answer.ts";

/** Without an incident the form asks for one of the open ones too, where it is run for real. */
export async function pickRunbookView(
  turn: Turn,
  incident: Incident | null,
  mode: RunMode,
): Promise<ModalView> {
  const say = words.modal.runbook;
  const { title } = formOf(mode);
  const suggested = incident?.suggestedRunbook ?? null;
  const which = incident || mode !== "live" ? [] : await incidentInput(turn);
  const shelved = offered(turn, which !== undefined).sort(
    (a, b) => Number(b.runbook.id === suggested) - Number(a.runbook.id === suggested),
  );
  const choices = shelved.map(({ runbook }) => ({
    value: runbook.id,
    text: runbook.id === suggested ? say.suggested(runbook.title) : runbook.title,
  }));
  if (which === undefined && shelved.length === 0) {
    return noticeView(title, words.command.noneOpen());
  }
  return modal({
    callback: CALLBACKS.pickRunbook,
    title,
    submit: say.next(),
    close: words.modal.cancel(),
    about: aboutRunbook("", incident, mode),
    blocks: [
      ...(which ?? []),
      selectInput({ name: "runbook", label: say.which(), choices, initial: suggested }),
    ],
  });
}

/** Where nothing is wrong, only what is planned work. */
function offered({ ctx }: Turn, hasIncident: boolean) {
  const all = [...ctx.runbooks.list()];
  return hasIncident ? all : all.filter(({ runbook }) => isForPlannedWork(runbook));
}

/** Undefined where no incident is open. */
async function incidentInput(turn: Turn): Promise<readonly KnownBlock[] | undefined> {
  const open = await listOpenIncidents(turn.ctx.db);
  if (open.length === 0) return undefined;
  const choices = open.map(({ number, title }) => ({
    value: String(number),
    text: `${words.term.incident(number)} ${title}`,
  }));
  return [selectInput({ name: "incident", label: words.modal.runbook.incident(), choices })];
}

export async function submitPickRunbook(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  const about = read.ok && read.value.about === "runbook" ? read.value : undefined;
  const chosen = readField(view, "incident");
  const number = chosen ? Number(chosen) : (about?.incident ?? null);
  const incident = number === null ? null : await findIncidentByNumber(turn.ctx.db, number);
  const shelved = turn.ctx.runbooks.find(readField(view, "runbook") ?? "");
  const mode = about?.mode ?? "live";
  if (!about || incident === undefined || !shelved) return lostForm();
  const { runbook } = shelved;
  if (mode === "live" && !incident && !isForPlannedWork(runbook)) return lostForm();
  return { kind: "show", view: await startRunView(turn, { mode, incident, runbook }) };
}
