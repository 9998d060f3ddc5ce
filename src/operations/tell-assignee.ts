// Something of a run is somebody's now: they are told directly, and asked into the channel.

import { escapeText } from "../domain/runbook/language/sink.ts";
import type { Intent } from "../domain/runbook/state/intent.ts";
import { oweEffects } from "./context.ts";
import type { Scene } from "./scene.ts";

export async function tellAssignee(
  { tx, run, runbook, incident }: Scene,
  { step, to, by }: Extract<Intent, { do: "tell-assignee" }>,
): Promise<void> {
  const { id: incidentId } = incident;
  const users = [to.id];
  await oweEffects(tx, [{ kind: "invite", incidentId, users }]);
  // Whoever took it themselves knows.
  if (to.id === by.id) return;
  const ofStep = run.state.steps.find(({ id }) => id === step)?.title;
  const title = ofStep ?? escapeText(runbook.title);
  const about = { incidentId, runId: run.id, number: run.number, title, step, by: by.id };
  const message = { kind: "run-assigned", ...about } as const;
  await oweEffects(tx, [{ kind: "post", to: { in: "dm", user: to.id }, message }]);
}
