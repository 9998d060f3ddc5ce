// A run needs somebody: the next on call is paged; in a drill it is only said that somebody would be.

import { isAside } from "../domain/incident.ts";
import { escapeText } from "../domain/runbook/language/sink.ts";
import type { Hold } from "../domain/runbook/state/run.ts";
import { words } from "../words/words.ts";
import { listPrincipals } from "./list-principals.ts";
import { pageLocked, pageNextOnCall } from "./page-person.ts";
import { type Scene, sayInThread } from "./scene.ts";

/** Nobody is torn from anything: whoever leads the work is called in its own room. */
async function sayAside(scene: Scene, reason: string): Promise<void> {
  const { incident, run } = scene;
  const text = escapeText(reason);
  const { id } = run.state.startedBy;
  const said = incident.isDrill
    ? words.page.notInDrill(text)
    : words.page.inPlannedWork(incident.lead ?? id, text);
  await sayInThread(scene, said);
}

export async function pageOrTell(scene: Scene, reason: string): Promise<void> {
  const { tx, incident } = scene;
  if (isAside(incident)) return await sayAside(scene, reason);
  await pageNextOnCall(tx, incident, reason);
}

/** Whoever owns the runbook; the next on call where nobody of them is known to Slack. */
async function pageOwner(scene: Scene, reason: string): Promise<void> {
  const { tx, incident, runbook } = scene;
  if (isAside(incident)) return await sayAside(scene, reason);
  const [user] =
    runbook.owner === "any_responder" ? [] : await listPrincipals(tx, incident, [runbook.owner]);
  if (user) await pageLocked(tx, incident, { user, reason });
  else await pageNextOnCall(tx, incident, reason);
}

/** Nothing new starts, and nobody pressed Pause. */
export async function tellHeld(scene: Scene, hold: Hold): Promise<void> {
  const { run, runbook } = scene;
  switch (hold.code) {
    case "paused":
      return;
    case "deadline":
      // Whoever is next on call is paged by the escalation that comes with it.
      return await sayInThread(scene, words.page.held.deadline());
    case "incompatible":
      await sayInThread(scene, words.page.held.unreadable(escapeText(hold.message)));
      return await pageOwner(scene, words.page.unreadable(run.number, runbook.title));
  }
}
