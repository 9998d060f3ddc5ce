// Gathers what was recorded of an incident and drafts its post-mortem, for the file in Slack and for the page alike.
import type { Incident } from "../domain/incident.ts";
import { draftPostMortem } from "../domain/post-mortem.ts";
import { describeRun } from "../domain/runbook/view/describe.ts";
import { serviceTitle } from "../domain/shop.ts";
import { listActionItems } from "../storage/action-items.ts";
import { listAlertsOfIncident } from "../storage/alerts.ts";
import { listPeople } from "../storage/people.ts";
import { listRuns } from "../storage/runs.ts";
import { listTimeline } from "../storage/timeline.ts";
import { words } from "../words/words.ts";
import type { Deps } from "./context.ts";
import { readSnapshot } from "./read-snapshot.ts";

export async function writePostMortem(
  deps: Pick<Deps, "db" | "shop" | "runbooks" | "clock">,
  incident: Incident,
): Promise<string> {
  const { db, shop, clock } = deps;
  const now = clock.now();
  const names = new Map((await listPeople(db)).map(({ user, name }) => [user, name]));
  const runs = await Promise.all(
    (await listRuns(db, incident.id)).map(async (run) => ({
      number: run.number,
      view: describeRun((await readSnapshot(deps, run)).runbook, run.state, now),
    })),
  );
  const facts = {
    incident,
    alerts: await listAlertsOfIncident(db, incident.id),
    timeline: await listTimeline(db, incident.id),
    runs: runs.toSorted((a, b) => a.number - b.number),
    actionItems: await listActionItems(db, incident.id),
    serviceTitle: serviceTitle(shop, incident.service),
    nameOf: (user: string) => names.get(user) ?? user,
    zone: shop.zone,
    now,
  };
  return draftPostMortem(facts, draftWords);
}

const draftWords = {
  say: words.postMortem,
  incident: words.term.incident,
  status: words.term.status,
  duration: words.term.duration,
  count: words.term.count,
  outcome: words.runMessage.outcome,
  happened: words.timeline.sentence,
};
