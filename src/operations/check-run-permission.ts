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
import { findPerson } from "../storage/people.ts";
import { type Context, inTransaction, recordAudit } from "./context.ts";
import { listOnCall, resolvePeople } from "./find-person.ts";
import { listMembers } from "./list-principals.ts";

export type Wish = {
  readonly runbook: Runbook;
  readonly right: RunRight;
  /** The step the right is about; an approval is judged by its own list. */
  readonly step?: string;
  /** Null where it is about to be opened by whoever asks, who will lead it: a drill. */
  readonly incidentId: string | null;
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
    await recordAudit(tx, `run.${right}`, incidentId ?? runbook.id, { outcome: "refused", detail });
  });
  return refuse({ code: "not-allowed", what: WHAT[right], who: permission.allowed });
}

const WHAT: Readonly<Record<RunRight, string>> = {
  start: "start this runbook",
  operate: "operate this runbook",
  abort: "abort this runbook",
  approve: "approve this step",
  "break-glass": "go on without the approval",
};

async function readFacts(
  ctx: Context,
  user: string,
  incidentId: string | null,
): Promise<ActorFacts> {
  const { db, shop } = ctx;
  const incident = incidentId === null ? undefined : await findIncident(db, incidentId);
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
  if (incidentId === null || incident?.lead === user) roles.push("lead");
  return {
    userId: user,
    onCallFor,
    groups,
    roles,
    isIncidentMember: !incident || (await listMembers(db, incident)).includes(user),
    isResponder: (await findPerson(db, user))?.isMember ?? false,
  };
}
