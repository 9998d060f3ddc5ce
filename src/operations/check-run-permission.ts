// Whether the person who clicks may do so in this run, judged at the moment of the click.
import { isPerson } from "../domain/actor.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import {
  type ActorFacts,
  judgeRight,
  principalsOf,
  type RunRight,
} from "../domain/runbook/run/permissions.ts";
import { teamOf } from "../domain/shop.ts";
import { findIncident } from "../storage/incidents.ts";
import { listPeople } from "../storage/people.ts";
import { type Context, inTransaction, recordAudit } from "./context.ts";
import { resolveAmong } from "./find-person.ts";
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
  const { breakGlass } = ctx.shop;
  const of = { runbook, breakGlass, ...(wish.step === undefined ? {} : { step: wish.step }) };
  const principals = principalsOf(right, of);
  const facts = await readFacts(ctx, ctx.actor.user, { incidentId, principals });
  const permission = judgeRight(right, principals, facts);
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

type About = { readonly incidentId: string | null; readonly principals: readonly string[] };

/** People once, however many lists name them; the incident's history only where its members are asked for. */
async function readFacts(ctx: Context, user: string, about: About): Promise<ActorFacts> {
  const { db, shop } = ctx;
  const { incidentId, principals } = about;
  const [people, incident] = await Promise.all([
    listPeople(db),
    incidentId === null ? undefined : findIncident(db, incidentId),
  ]);
  const isNamed = (refs: readonly string[]): boolean => resolveAmong(people, refs).includes(user);
  const roles = Object.entries(incident?.roles ?? {})
    .filter(([, holder]) => holder === user)
    .map(([role]) => role);
  if (incidentId === null || incident?.lead === user) roles.push("lead");
  const isAsked = incident !== undefined && principals.includes("incident_members");
  return {
    userId: user,
    onCallFor: Object.keys(shop.teams).filter((team) =>
      isNamed(teamOf(shop, null, team)?.onCall ?? []),
    ),
    groups: Object.keys(shop.groups).filter((name) => isNamed(shop.groups[name] ?? [])),
    roles,
    isIncidentMember: isAsked ? (await listMembers(db, incident)).includes(user) : !incident,
    isResponder: people.find((person) => person.user === user)?.isMember ?? false,
  };
}
