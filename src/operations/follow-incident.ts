// Following: being told of updates without taking part.
import { type Refused, refuse } from "../domain/refusal.ts";
import { deleteFollower, insertFollower } from "../storage/followers.ts";
import { findIncident } from "../storage/incidents.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "./context.ts";

export type Followed = { readonly ok: true; readonly number: number } | Refused;

export async function followIncident(
  ctx: Context,
  incidentId: string,
  user: string,
): Promise<Followed> {
  return await change(ctx, incidentId, async (tx, number) => {
    if (!(await insertFollower(tx.db, { incidentId, user, since: tx.now }))) {
      return refuse({ code: "already-following", number });
    }
    await recordAudit(tx, "incident.follow", incidentId, { detail: { user } });
    return { ok: true, number };
  });
}

export async function unfollowIncident(
  ctx: Context,
  incidentId: string,
  user: string,
): Promise<Followed> {
  return await change(ctx, incidentId, async (tx, number) => {
    if (!(await deleteFollower(tx.db, incidentId, user))) {
      return refuse({ code: "not-following", number });
    }
    await recordAudit(tx, "incident.unfollow", incidentId, { detail: { user } });
    return { ok: true, number };
  });
}

async function change(
  ctx: Context,
  incidentId: string,
  work: (tx: Tx, number: number) => Promise<Followed>,
): Promise<Followed> {
  return await inTransaction(ctx, async (tx) => {
    const incident = await findIncident(tx.db, incidentId);
    if (!incident) return refuse({ code: "no-such-incident", wanted: incidentId });
    return await work(tx, incident.number);
  });
}
