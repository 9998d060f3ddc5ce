// The buttons that lead to a runbook: pick one, look at one, start, plan or drill one.
import type { Incident } from "../../domain/incident.ts";
import { isForPlannedWork } from "../../domain/runbook/format/triggers.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { incidentHere } from "../commands/find-incident.ts";
import { describeRunbook } from "../commands/runbook-lists.ts";
import type { Value } from "../ids.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import type { RunMode } from "../views/begin-run.ts";
import { pickRunbookView } from "../views/pick-runbook.ts";
import { startRunView } from "../views/start-run.ts";
import type { OnClick } from "./on-click.ts";

async function incidentFor(turn: Turn, value: Value): Promise<Incident | null> {
  const number = value.about === "incident" || value.about === "runbook" ? value.incident : null;
  const found =
    number === null ? await incidentHere(turn) : await findIncidentByNumber(turn.ctx.db, number);
  return found ?? null;
}

const beginning =
  (mode: RunMode): OnClick =>
  async (turn, { value }) => {
    const incident = mode === "drill" ? null : await incidentFor(turn, value);
    const shelved = value.about === "runbook" ? turn.ctx.runbooks.find(value.slug) : undefined;
    const isPlanned = shelved !== undefined && isForPlannedWork(shelved.runbook);
    const isMissing = mode === "live" && !incident && !isPlanned;
    if (!shelved || isMissing) {
      return await openModal(turn, await pickRunbookView(turn, incident, mode));
    }
    const { runbook } = shelved;
    await openModal(turn, await startRunView(turn, { mode, incident, runbook }));
  };

export const pickRunbook = beginning("live");
export const planRunbook = beginning("plan");
export const drillRunbook = beginning("drill");

export const showRunbookOf: OnClick = async (turn, { value }) => {
  if (value.about !== "runbook") return await turn.refuse({ code: "stale", what: "button" });
  const shelved = turn.ctx.runbooks.find(value.slug);
  if (!shelved) return await turn.refuse({ code: "no-such-runbook", wanted: value.slug, near: [] });
  await turn.say(describeRunbook(shelved.runbook, turn));
};
