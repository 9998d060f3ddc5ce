// A run needs somebody: the next on call is paged; in a drill it is only said that somebody would be.
import type { Hold } from "../domain/runbook/run.ts";
import { escapeText } from "../domain/runbook/sink.ts";
import { words } from "../words/words.ts";
import { listPrincipals } from "./list-principals.ts";
import { pageLocked, pageNextOnCall } from "./page-person.ts";
import { type Scene, sayInThread } from "./scene.ts";

export async function pageOrTell(scene: Scene, reason: string): Promise<void> {
  const { tx, incident } = scene;
  if (incident.isDrill) return await sayInThread(scene, words.page.notInDrill(escapeText(reason)));
  await pageNextOnCall(tx, incident, reason);
}

/** Whoever owns the runbook; the next on call where nobody of them is known to Slack. */
async function pageOwner(scene: Scene, reason: string): Promise<void> {
  const { tx, incident, runbook } = scene;
  if (incident.isDrill) return await sayInThread(scene, words.page.notInDrill(escapeText(reason)));
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
