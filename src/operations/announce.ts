// An announcement of a run: to each audience as a message of its own, and to the public on the status page.
import type { Destination, Effect } from "../domain/effect.ts";
import { isAside } from "../domain/incident.ts";
import { unescapeText } from "../domain/runbook/language/sink.ts";
import type { Announcement, Audience } from "../domain/runbook/state/step-state.ts";
import { listFollowers } from "../storage/followers.ts";
import { insertStatusText } from "../storage/status-texts.ts";
import { appendTimeline } from "./append-timeline.ts";
import { oweEffects } from "./context.ts";
import type { Scene } from "./scene.ts";

export async function announce(scene: Scene, announcement: Announcement): Promise<void> {
  const { tx, run, incident } = scene;
  const message = {
    kind: "run-announcement",
    incidentId: incident.id,
    runId: run.id,
    text: announcement.text,
  } as const;
  const to = incident.isDrill ? inDrill(scene) : await destinations(scene, announcement.to);
  await oweEffects(
    tx,
    to.map((each): Effect => ({ kind: "post", to: each, message })),
  );
  if (announcement.to.includes("status_page") && !incident.isDrill) {
    await publish(scene, announcement);
  }
}

/** Whoever it would be for: in a drill only those who take part hear it. */
const inDrill = ({ incident }: Scene): Destination[] => [
  { in: "incident", incidentId: incident.id },
];

async function destinations(
  { tx, incident }: Scene,
  to: readonly Audience[],
): Promise<Destination[]> {
  const { id: incidentId } = incident;
  const found: Destination[] = [];
  for (const audience of to) {
    if (audience === "incident") found.push({ in: "incident", incidentId });
    else if (audience === "stakeholders") {
      // Planned work has no announcement of its own; its room stands for it.
      if (isAside(incident)) found.push({ in: "incident", incidentId });
      else found.push({ in: "announcement-thread", incidentId });
      const users = await listFollowers(tx.db, incidentId);
      found.push(...users.map((user) => ({ in: "dm" as const, user })));
    } else if (audience !== "status_page") {
      found.push({ in: "channel", channel: audience.slice("channel:".length) });
    }
  }
  return found;
}

/** The page is drawn from the database: once this is committed, the public reads it. */
async function publish(
  { tx, run, incident }: Scene,
  { status, text }: Announcement,
): Promise<void> {
  if (!status) throw new Error(`run ${run.number} tells the status page of no component`);
  const said = { ...status, text: unescapeText(text) };
  const { id: incidentId } = incident;
  await insertStatusText(tx.db, {
    ...said,
    id: tx.newId(),
    at: tx.now,
    incidentId,
    runId: run.id,
  });
  await appendTimeline(tx, incidentId, [{ kind: "status-text", ...said }]);
}
