// Paging: asks one person to come, and passes on to the next who is on call.
import type { Incident } from "../domain/incident.ts";
import type { Page } from "../domain/page.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import { teamOf } from "../domain/shop.ts";
import { lockIncident } from "../storage/incidents.ts";
import { findPage, insertPage, listPages, savePage } from "../storage/pages.ts";
import { appendTimeline } from "./append-timeline.ts";
import { changeLocked } from "./change-locked.ts";
import { type Context, inTransaction, oweEffects, recordAudit, type Tx } from "./context.ts";
import { listOnCall, resolvePeople } from "./find-person.ts";
import { repaint } from "./repaint.ts";

export type Paged = { readonly ok: true; readonly page: Page } | Refused;

export type PageWish = { readonly user: string; readonly reason: string };

export async function pagePerson(ctx: Context, incidentId: string, wish: PageWish): Promise<Paged> {
  return await inTransaction(ctx, async (tx) => {
    const incident = await lockIncident(tx.db, incidentId);
    if (!incident) return refuse({ code: "no-such-incident", wanted: incidentId });
    return await pageLocked(tx, incident, wish);
  });
}

/** Under the incident's lock. A person who was paged and has not answered is not paged twice. */
export async function pageLocked(tx: Tx, incident: Incident, wish: PageWish): Promise<Paged> {
  const [user = wish.user] = await resolvePeople(tx.db, [wish.user]);
  const waiting = (await listPages(tx.db, incident.id)).find(
    (page) => page.user === user && page.state === "waiting",
  );
  if (waiting) return refuse({ code: "already-paged", user, at: waiting.pagedAt });
  const page: Page = {
    id: tx.newId(),
    incidentId: incident.id,
    user,
    reason: wish.reason,
    pagedBy: tx.actor,
    pagedAt: tx.now,
    ackDueAt: incident.ackDueAt,
    state: "waiting",
    answeredAt: null,
    answeredBy: null,
  };
  await insertPage(tx.db, page);
  await appendTimeline(tx, incident.id, [{ kind: "paged", user, reason: wish.reason }]);
  await recordAudit(tx, "page.send", incident.id, { detail: { ...wish, user, page: page.id } });
  await repaint(tx, "page", page.id, incident.id);
  await oweEffects(tx, [{ kind: "invite", incidentId: incident.id, users: [user] }]);
  return { ok: true, page };
}

/** Pages whoever is first on call, even if they were asked before: the incident came back. */
export async function pageFirstOnCall(tx: Tx, incident: Incident, reason: string): Promise<void> {
  const team = teamOf(tx.shop, incident.service, incident.team);
  const [user] = await listOnCall(tx.db, tx.shop, team?.name ?? null);
  if (user) await pageLocked(tx, incident, { user, reason });
}

/** Pages the first person of the team who has not been asked yet; undefined where nobody is left. */
export async function pageNextOnCall(
  tx: Tx,
  incident: Incident,
  reason: string,
): Promise<string | undefined> {
  const team = teamOf(tx.shop, incident.service, incident.team);
  const asked = new Set((await listPages(tx.db, incident.id)).map((page) => page.user));
  const onCall = await listOnCall(tx.db, tx.shop, team?.name ?? null);
  const user = onCall.find((each) => !asked.has(each));
  if (user) await pageLocked(tx, incident, { user, reason });
  return user;
}

export type PageAnswered =
  | { readonly ok: true; readonly incident: Incident; readonly nextUser?: string }
  | Refused;

/** The paged person's own answer: taking it acknowledges the incident, passing it on asks the next. */
export async function answerPage(
  ctx: Context,
  pageId: string,
  answer: "acknowledge" | "pass-on",
): Promise<PageAnswered> {
  return await inTransaction(ctx, async (tx) => {
    const incidentId = (await findPage(tx.db, pageId))?.incidentId;
    if (!incidentId) return refuse({ code: "no-such-page" });
    if (answer === "acknowledge") {
      return await changeLocked(tx, incidentId, { kind: "acknowledge" });
    }
    // Incident before page, as everywhere: two transactions never wait for each other.
    const incident = await lockIncident(tx.db, incidentId);
    const page = await findPage(tx.db, pageId);
    if (!incident || !page) return refuse({ code: "no-such-page" });
    if (page.state !== "waiting") {
      return refuse({ code: "page-answered", by: page.answeredBy, at: page.answeredAt });
    }
    return await passOn(tx, incident, page);
  });
}

async function passOn(tx: Tx, incident: Incident, page: Page): Promise<PageAnswered> {
  await savePage(tx.db, { ...page, state: "passed", answeredAt: tx.now, answeredBy: page.user });
  await appendTimeline(tx, incident.id, [{ kind: "page-passed", user: page.user }]);
  await recordAudit(tx, "page.pass-on", incident.id, { detail: { page: page.id } });
  await repaint(tx, "page", page.id, incident.id);
  const nextUser = await pageNextOnCall(tx, incident, page.reason);
  return { ok: true, incident, ...(nextUser && { nextUser }) };
}
