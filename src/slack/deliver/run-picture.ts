// The message of a run, as its state is now.

import type { Runbook } from "../../domain/runbook/format/format.ts";
import { isReviewOverdue } from "../../domain/runbook/format/warnings.ts";
import { availableActions } from "../../domain/runbook/run/actions.ts";
import { rehearsalOf } from "../../domain/runbook/run/rehearsal.ts";
import type { RunState } from "../../domain/runbook/state/run.ts";
import { waitsForPerson } from "../../domain/runbook/state/waits-for-person.ts";
import { describeRun, type RunView } from "../../domain/runbook/view/describe.ts";
import { readRun } from "../../operations/read-run.ts";
import { findLastRehearsed } from "../../storage/runs.ts";
import { markDrill } from "../blocks/drill-mark.ts";
import { renderRun } from "../blocks/run-message.ts";
import type { Overdue, SuggestedRunbook } from "../blocks/run-subject.ts";
import { type Courier, readLook } from "./courier.ts";
import type { Picture } from "./picture.ts";
import { placeOfRoom, readIncident } from "./places.ts";
import { Pointless } from "./slack-failure.ts";

function needsPerson({ current, hold, state, preflight, endedAt }: RunView): boolean {
  if (endedAt !== undefined) return false;
  if (hold) return true;
  if (state === "created") return preflight?.state === "found";
  return current !== undefined && waitsForPerson(current);
}

export async function drawRun(courier: Courier, runId: string): Promise<Picture> {
  const found = await readRun(courier.ctx, runId);
  if (!found) throw new Pointless(`run ${runId} is gone`);
  const { run, runbook } = found;
  const incident = await readIncident(courier, run.incidentId);
  const now = courier.clock.now();
  const view = describeRun(runbook, run.state, now);
  const look = await readLook(courier, view.current?.approval?.eligible ?? []);
  const drawn = renderRun(
    {
      number: run.number,
      version: run.eventSeq,
      view,
      incident: incident.number,
      actions: availableActions(runbook, run.state),
      suggested: suggestedBy(courier, runbook, run.state),
      overdue: await listOverdue(courier, runbook, run.state),
    },
    look,
  );
  return {
    place: placeOfRoom(incident),
    drawn: markDrill(incident, drawn),
    needsPerson: needsPerson(view),
  };
}

/** By the end that the run took, where these runbooks still exist. */
function suggestedBy(courier: Courier, runbook: Runbook, state: RunState): SuggestedRunbook[] {
  const taken = runbook.steps.filter(
    ({ id, kind }) =>
      kind === "end" && state.steps.some((step) => step.id === id && step.state === "succeeded"),
  );
  const slugs = taken.flatMap((step) => (step.kind === "end" ? step.suggest : []));
  return slugs.flatMap((slug) => {
    const shelved = courier.ctx.runbooks.find(slug);
    return shelved ? [{ slug, title: shelved.runbook.title }] : [];
  });
}

/** As of the start: a run does not change its mind overnight. A drill is itself the rehearsal. */
async function listOverdue(
  { ctx }: Courier,
  runbook: Runbook,
  { startedAt, mode, endedAt }: RunState,
): Promise<Overdue[]> {
  if (endedAt !== undefined) return [];
  const { review_by: day, owner } = runbook;
  const start = new Date(startedAt);
  const last = await findLastRehearsed(ctx.db, runbook.id);
  const { isOverdue } = rehearsalOf(runbook, last, start);
  return [
    ...(day !== undefined && isReviewOverdue(runbook, start)
      ? [{ what: "review", owner, day } as const]
      : []),
    ...(mode === "live" && isOverdue
      ? [{ what: "rehearsal", owner, last: last ?? null } as const]
      : []),
  ];
}
