// Everything the page of one incident shows, read together.
import type { ActionItem } from "../../domain/action-item.ts";
import type { Alert } from "../../domain/alert.ts";
import type { Incident } from "../../domain/incident.ts";
import type { Page } from "../../domain/page.ts";
import type { TimelineItem } from "../../domain/timeline.ts";
import type { Context } from "../../operations/context.ts";
import { listActionItems } from "../../storage/action-items.ts";
import { listAlertsOfIncident } from "../../storage/alerts.ts";
import { listEffectsOfIncident, type OutboxRow } from "../../storage/outbox.ts";
import { listPages } from "../../storage/pages.ts";
import { listPeople } from "../../storage/people.ts";
import { listRuns, type RunRow } from "../../storage/runs.ts";
import { listTimeline } from "../../storage/timeline.ts";
import { createReader, type Reader } from "./facts.ts";

export type IncidentFile = {
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  readonly timeline: readonly TimelineItem[];
  readonly runs: readonly RunRow[];
  readonly pages: readonly Page[];
  readonly actionItems: readonly ActionItem[];
  readonly effects: readonly OutboxRow[];
  readonly reader: Reader;
};

export async function readIncidentFile(
  { db, shop }: Pick<Context, "db" | "shop">,
  incident: Incident,
): Promise<IncidentFile> {
  const { id } = incident;
  const [alerts, timeline, runs, pages, actionItems, effects, people] = await Promise.all([
    listAlertsOfIncident(db, id),
    listTimeline(db, id),
    listRuns(db, id),
    listPages(db, id),
    listActionItems(db, id),
    listEffectsOfIncident(db, id),
    listPeople(db),
  ]);
  const reader = createReader(people, shop.zone);
  return { incident, alerts, timeline, runs, pages, actionItems, effects, reader };
}
