// Wishes for a newer picture of something in Slack, coalesced within Slack's limits.
import type { ProjectionKind } from "../domain/projection.ts";
import { isAsideIncident } from "../storage/incidents.ts";
import { listHomesSeenSince } from "../storage/people.ts";
import { saveWantedVersion } from "../storage/projections.ts";
import { oweEffects, type Tx } from "./context.ts";

/** Between two edits of one message (ms). A change of the incident is shown at once, whoever caused it. */
const EDIT_GAP_MS = 1_000;
/** What only counts (an alert joined, a run took its next step) keeps this distance: it would use up Slack's limits. */
const COUNT_EDIT_GAP_MS = 15_000;
const HOME_GAP_MS = 15_000;
const HOME_SEEN_MS = 24 * 3_600_000;

export async function repaint(
  tx: Tx,
  kind: ProjectionKind,
  ref: string,
  incidentId: string | null,
): Promise<void> {
  await want(tx, { kind, ref, incidentId }, EDIT_GAP_MS);
}

/** The alerts of an incident changed, the incident itself did not. */
export async function repaintCounts(tx: Tx, incidentId: string): Promise<void> {
  await want(tx, { kind: "card", ref: incidentId, incidentId }, COUNT_EDIT_GAP_MS);
  await want(tx, { kind: "announcement", ref: incidentId, incidentId }, COUNT_EDIT_GAP_MS);
}

/** A run of the incident took its next step, which its own message shows at once. */
export async function repaintProgress(tx: Tx, incidentId: string): Promise<void> {
  await want(tx, { kind: "card", ref: incidentId, incidentId }, COUNT_EDIT_GAP_MS);
}

type Wanted = {
  readonly kind: ProjectionKind;
  readonly ref: string;
  readonly incidentId: string | null;
};

async function want(tx: Tx, { kind, ref, incidentId }: Wanted, gap: number): Promise<void> {
  // Drills and planned work are announced to nobody: those who take part are in the channel.
  if (kind === "announcement" && (await isAsideIncident(tx.db, ref))) return;
  const projection = await saveWantedVersion(tx.db, { kind, ref, incidentId });
  const soonest = projection.lastEditAt ? projection.lastEditAt.getTime() + gap : 0;
  const dueAt = new Date(Math.max(tx.now.getTime(), soonest));
  await oweEffects(tx, [{ kind: "paint", projection: kind, ref }], dueAt);
}

export async function repaintIncident(tx: Tx, incidentId: string): Promise<void> {
  await repaint(tx, "card", incidentId, incidentId);
  await repaint(tx, "announcement", incidentId, incidentId);
  await repaintHomes(tx);
}

/** Home tabs of the people who opened theirs within a day. */
export async function repaintHomes(tx: Tx): Promise<void> {
  const users = await listHomesSeenSince(tx.db, new Date(tx.now.getTime() - HOME_SEEN_MS));
  const dueAt = new Date(tx.now.getTime() + HOME_GAP_MS);
  await oweEffects(
    tx,
    users.map((user) => ({ kind: "publish-home", user })),
    dueAt,
  );
}
