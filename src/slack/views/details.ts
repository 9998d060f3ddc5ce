// The details of an incident on request: alerts, pages and timeline, which its messages only count.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { listAlertsOfIncident } from "../../storage/alerts.ts";
import { listPages } from "../../storage/pages.ts";
import { listTimeline } from "../../storage/timeline.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import type { Turn } from "../turn.ts";
import { modal } from "./parts.ts";

export async function detailsView(turn: Turn, incident: Incident): Promise<ModalView> {
  const { db } = turn.ctx;
  const alerts = await listAlertsOfIncident(db, incident.id);
  const pages = await listPages(db, incident.id);
  const timeline = await listTimeline(db, incident.id);
  return modal({
    title: words.term.incident(incident.number),
    close: words.modal.close(),
    blocks: [section(`${alerts.length} ${pages.length} ${timeline.length}`)],
  });
}
