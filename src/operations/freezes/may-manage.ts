// Who may declare, change and let go of freezes: the release managers of muster.yml, judged at the click.
import { type Actor, isPerson } from "../../domain/actor.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import type { Incident } from "../../domain/incident.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { findIncident } from "../../storage/incidents.ts";
import type { Context, Deps } from "../context.ts";
import { listNamed, listPrincipals } from "../list-principals.ts";
import { recordRefusal } from "../record-refusal.ts";

const WHAT = "declare, change or end a freeze";

/** Undefined where the acting person may; the refusal names who may, and is written down. */
export async function mayManage(ctx: Context, freeze: Freeze | null): Promise<Refused | undefined> {
  const refused = await judgeManager(ctx, freeze);
  if (!refused) return undefined;
  const detail = { what: WHAT, allowed: ctx.shop.freeze.managers };
  const { requestKey: _, ...aside } = ctx;
  await recordRefusal(aside, "freeze.manage", freeze?.id ?? "freeze", detail);
  return refused;
}

/** The same within an operation, which writes down what it refuses itself. */
export async function judgeManager(
  ctx: Context,
  freeze: Freeze | null,
): Promise<Refused | undefined> {
  const { actor } = ctx;
  if (!isPerson(actor)) throw new Error(`only people manage freezes, not ${actor.type}`);
  if ((await listManagers(ctx, freeze)).includes(actor.user)) return undefined;
  return refuse({ code: "not-allowed", what: WHAT, who: ctx.shop.freeze.managers });
}

/** Slack users who are release managers now. */
export async function listManagers(
  deps: Pick<Deps, "db" | "shop">,
  freeze: Freeze | null,
): Promise<readonly string[]> {
  return await listPrincipals(deps, await incidentOf(deps, freeze), deps.shop.freeze.managers);
}

/** Those that muster.yml names in some narrower way than "anybody": who is told directly. */
export async function listNamedManagers(
  deps: Pick<Deps, "db" | "shop">,
  freeze: Freeze | null,
): Promise<readonly string[]> {
  return await listNamed(deps, await incidentOf(deps, freeze), deps.shop.freeze.managers);
}

/** Whoever holds a role of the freeze's incident holds it for the freeze. */
export async function incidentOf(
  { db }: Pick<Deps, "db">,
  freeze: Pick<Freeze, "incidentId"> | null,
): Promise<Incident | null> {
  return freeze?.incidentId ? ((await findIncident(db, freeze.incidentId)) ?? null) : null;
}

/** Who acted, where a person is handed on by name. */
export function actorOf({ actor }: Pick<Context, "actor">, by: Person): Actor {
  if (isPerson(actor)) return actor;
  return by.id === "muster" ? actor : { type: "person", user: by.id, via: "button" };
}
