// Publishes one person's Home tab, where something on it has changed.
import { createHash } from "node:crypto";
import { z } from "zod";
import { findOpenRunsAwaiting } from "../../operations/find-open-runs-awaiting.ts";
import { resolvePeople } from "../../operations/find-person.ts";
import { listOwedItems } from "../../operations/readiness/list-owed-items.ts";
import { recordSetting } from "../../operations/record-delivery.ts";
import { listOpenActionItems } from "../../storage/action-items.ts";
import { listFollowed } from "../../storage/followers.ts";
import { findIncident, listOpenIncidents } from "../../storage/incidents.ts";
import { listWaitingPages } from "../../storage/pages.ts";
import { findSetting } from "../../storage/settings.ts";
import { type HomeFacts, homeView, renderHome } from "../blocks/home-tab.ts";
import { readHomeFreezes } from "../read-freeze.ts";
import { type Courier, readLook } from "./courier.ts";
import { isRefused, Pointless } from "./slack-failure.ts";

export async function publishHome(courier: Courier, user: string): Promise<void> {
  const { ctx, clock } = courier;
  const facts = await readHome(courier, user);
  const look = await readLook(courier, []);
  const blocks = renderHome(facts, look);
  const hash = createHash("sha256").update(JSON.stringify(blocks)).digest("hex");
  const key = `slack.home.${user}`;
  if ((await findSetting(ctx.db, key))?.["hash"] === hash) return;
  try {
    const view = homeView(blocks, clock.now(), look);
    await courier.call("views.publish", { user_id: user, view }, z.object({}));
  } catch (error) {
    if (!isRefused(error, "not_enabled", "user_not_found", "user_disabled")) throw error;
    throw new Pointless(`${user} has no Home tab: ${error.code}`);
  }
  await recordSetting(ctx, key, { hash });
}

async function readHome({ ctx }: Courier, user: string): Promise<HomeFacts> {
  const { db, shop } = ctx;
  const teams = await Promise.all(
    Object.values(shop.teams).map(async ({ title, onCall }) => ({
      title,
      onCall: await resolvePeople(db, onCall),
    })),
  );
  const pages = await listWaitingPages(db, user);
  const withIncident = await Promise.all(
    pages.map(async (page) => ({ page, incident: await findIncident(db, page.incidentId) })),
  );
  return {
    onCallFor: teams.filter(({ onCall }) => onCall[0] === user).map(({ title }) => title),
    nextFor: teams.filter(({ onCall }) => onCall.indexOf(user) > 0).map(({ title }) => title),
    pages: withIncident.flatMap(({ page, incident }) => (incident ? [{ page, incident }] : [])),
    tasks: await findOpenRunsAwaiting(ctx, user),
    actionItems: await listOpenActionItems(db, user),
    now: ctx.clock.now(),
    owed: await listOwedItems(ctx, user),
    open: await listOpenIncidents(db),
    followed: new Set(await listFollowed(db, user)),
    problem: null,
    freezes: await readHomeFreezes(ctx, user),
  };
}
