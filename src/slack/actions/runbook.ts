// The buttons that lead to a runbook: pick one, look at one, start one.
import type { Incident } from "../../domain/incident.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { incidentHere } from "../commands/find-incident.ts";
import { describeRunbook } from "../commands/runbook-lists.ts";
import type { Value } from "../ids.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { pickRunbookView } from "../views/pick-runbook.ts";
import { startRunView } from "../views/start-run.ts";
import type { OnClick } from "./on-click.ts";

async function incidentFor(turn: Turn, value: Value): Promise<Incident | undefined> {
  const number = value.about === "incident" || value.about === "runbook" ? value.incident : null;
  if (number === null) return await incidentHere(turn);
  return await findIncidentByNumber(turn.ctx.db, number);
}

export const pickRunbook: OnClick = async (turn, { value }) => {
  const incident = await incidentFor(turn, value);
  const shelved = value.about === "runbook" ? turn.ctx.runbooks.find(value.slug) : undefined;
  if (!incident || !shelved) return await openModal(turn, await pickRunbookView(turn, incident));
  await openModal(turn, await startRunView(turn, incident, { runbook: shelved.runbook }));
};

export const showRunbookOf: OnClick = async (turn, { value }) => {
  if (value.about !== "runbook") return await turn.refuse({ code: "stale", what: "button" });
  const shelved = turn.ctx.runbooks.find(value.slug);
  if (!shelved) return await turn.refuse({ code: "no-such-runbook", wanted: value.slug, near: [] });
  await turn.say(describeRunbook(shelved.runbook, turn));
};
