// Whether the person who clicks may do so in this run, judged at the moment of the click.
import { isPerson } from "../domain/actor.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import type { Runbook } from "../domain/runbook/format.ts";
import {
  type ActorFacts,
  judgeRight,
  principalsOf,
  type RunRight,
} from "../domain/runbook/permissions.ts";
import { findIncident } from "../storage/incidents.ts";
import { listPages } from "../storage/pages.ts";
import { findPerson } from "../storage/people.ts";
import { listTimeline } from "../storage/timeline.ts";
import { type Context, inTransaction, recordAudit } from "./context.ts";
import { listOnCall, resolvePeople } from "./find-person.ts";

export type Wish = {
  readonly runbook: Runbook;
  readonly right: RunRight;
  /** The step the right is about; an approval is judged by its own list. */
  readonly step?: string;
  readonly incidentId: string;
};

/** Undefined where the person may; the refusal names who may. */
export async function checkRunPermission(ctx: Context, wish: Wish): Promise<Refused | undefined> {
  const { runbook, right, incidentId } = wish;
  if (!isPerson(ctx.actor)) throw new Error(`only people act on runs, not ${ctx.actor.type}`);
  const facts = await readFacts(ctx, ctx.actor.user, incidentId);
  const { breakGlass } = ctx.shop;
  const of = { runbook, breakGlass, ...(wish.step === undefined ? {} : { step: wish.step }) };
  const permission = judgeRight(right, principalsOf(right, of), facts);
  if (permission.ok) return undefined;
  const { requestKey: _, ...aside } = ctx;
  await inTransaction(aside, async (tx) => {
    const detail = { runbook: runbook.id, allowed: permission.allowed };
    await recordAudit(tx, `run.${right}`, incidentId, { outcome: "refused", detail });
  });
  return refuse({ code: "not-allowed", what: `${right} this runbook`, who: permission.allowed });
}

async function readFacts(ctx: Context, user: string, incidentId: string): Promise<ActorFacts> {
  const { db, shop } = ctx;
  const incident = await findIncident(db, incidentId);
  const onCallFor: string[] = [];
  for (const team of Object.keys(shop.teams)) {
    if ((await listOnCall(db, shop, team)).includes(user)) onCallFor.push(team);
  }
  const groups: string[] = [];
  for (const [name, refs] of Object.entries(shop.groups)) {
    if ((await resolvePeople(db, refs)).includes(user)) groups.push(name);
  }
  const roles = Object.entries(incident?.roles ?? {})
    .filter(([, holder]) => holder === user)
    .map(([role]) => role);
  if (incident?.lead === user) roles.push("lead");
  return {
    userId: user,
    onCallFor,
    groups,
    roles,
    isIncidentMember: roles.length > 0 || (await tookPart(ctx, user, incidentId)),
    isResponder: (await findPerson(db, user))?.isMember ?? false,
  };
}

/** Was paged, or did anything in the incident. */
async function tookPart({ db }: Context, user: string, incidentId: string): Promise<boolean> {
  const pages = await listPages(db, incidentId);
  if (pages.some((page) => page.user === user)) return true;
  const timeline = await listTimeline(db, incidentId);
  return timeline.some(({ actor }) => isPerson(actor) && actor.user === user);
}
