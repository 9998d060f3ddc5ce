// Who may say how an item stands and who decides go or no-go, judged at the click.
import { isPerson } from "../../domain/actor.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import { listPeople } from "../../storage/people.ts";
import { type Context, type Deps, inTransaction, recordAudit } from "../context.ts";
import { findCalled, isSlackId } from "../find-person.ts";
import { listPrincipals } from "../list-principals.ts";

type Asking = Pick<Deps, "db" | "shop">;

/** Principals of whoever answers for an item; whoever manages releases may speak for all. */
export async function ownersOf(
  { db, shop }: Asking,
  owner: string | null,
): Promise<readonly string[]> {
  const { managers } = shop.freeze;
  if (owner === null) return managers;
  return [await principalOf({ db }, owner), ...managers];
}

const PRINCIPAL = /^(?:oncall|group|role|user):|^(?:any_responder|incident_members)$/;

/** muster.yml takes a person where it takes a principal. */
export async function principalOf({ db }: Pick<Deps, "db">, owner: string): Promise<string> {
  if (PRINCIPAL.test(owner)) return owner;
  if (isSlackId(owner)) return `user:${owner}`;
  return `user:${findCalled(await listPeople(db), owner)?.user ?? owner}`;
}

export async function isAmong(
  deps: Asking,
  user: string,
  principals: readonly string[],
): Promise<boolean> {
  return (await listPrincipals(deps, null, principals)).includes(user);
}

/** Undefined where the acting person may; the refusal names who may, and is written down. */
export async function checkAmong(
  ctx: Context,
  { campaign, what, who }: { campaign: string; what: string; who: readonly string[] },
): Promise<Refused | undefined> {
  const { actor } = ctx;
  if (!isPerson(actor)) throw new Error(`only people speak on readiness, not ${actor.type}`);
  if (await isAmong(ctx, actor.user, who)) return undefined;
  const { requestKey: _, ...aside } = ctx;
  await inTransaction(aside, async (tx) => {
    const detail = { what, allowed: who };
    await recordAudit(tx, "readiness.change", campaign, { outcome: "refused", detail });
  });
  return refuse({ code: "not-allowed", what, who });
}
