// What a painted message shows now, and where it stands: read from the database at the moment of painting.
import { isPerson } from "../../domain/actor.ts";
import type { Incident } from "../../domain/incident.ts";
import type { ProjectionKind } from "../../domain/projection.ts";
import { countSteps } from "../../domain/runbook/view/describe.ts";
import { recordPageUser } from "../../operations/record-delivery.ts";
import { countAlertsOfIncident, findLeadingAlert } from "../../storage/alerts.ts";
import { findPage } from "../../storage/pages.ts";
import { listRuns, type RunRow } from "../../storage/runs.ts";
import { renderAnnouncement } from "../blocks/announcement.ts";
import { markDrill } from "../blocks/drill-mark.ts";
import { type CardRun, renderIncidentCard } from "../blocks/incident-card.ts";
import type { Look } from "../blocks/look.ts";
import { renderPage } from "../blocks/page-message.ts";
import { readCardFreeze } from "../read-freeze.ts";
import { drawApproval } from "./approval-picture.ts";
import { findAnnounceChannel } from "./channels.ts";
import { type Courier, readLook } from "./courier.ts";
import { drawException, drawExceptionVote, drawExceptionWhy } from "./exception-picture.ts";
import { findUser } from "./find-user.ts";
import { drawFreezeDraft, drawFreezePost, drawFreezeVote } from "./freeze-picture.ts";
import type { Picture } from "./picture.ts";
import { placeOfRoom, readIncident } from "./places.ts";
import { drawReadiness } from "./readiness-picture.ts";
import { drawRun } from "./run-picture.ts";
import { Pointless } from "./slack-failure.ts";
import { drawStillChanged } from "./still-changed-picture.ts";

export async function drawPicture(
  courier: Courier,
  kind: ProjectionKind,
  ref: string,
): Promise<Picture> {
  switch (kind) {
    case "card":
      return await drawCard(courier, ref);
    case "announcement":
      return await drawAnnouncement(courier, ref);
    case "run":
      return await drawRun(courier, ref);
    case "page":
      return await drawPage(courier, ref);
    case "approval":
      return await drawApproval(courier, ref);
    case "still-changed":
      return await drawStillChanged(courier, ref);
    case "readiness":
      return await drawReadiness(courier, ref);
    case "freeze-draft":
      return await drawFreezeDraft(courier, ref);
    case "freeze-post":
      return await drawFreezePost(courier, ref);
    case "freeze-vote":
      return await drawFreezeVote(courier, ref);
    case "exception":
      return await drawException(courier, ref);
    case "exception-vote":
      return await drawExceptionVote(courier, ref);
    case "exception-why":
      return await drawExceptionWhy(courier, ref);
  }
}

export async function readIncidentLook(
  courier: Courier,
  incident: Incident,
  others: readonly string[] = [],
): Promise<Look> {
  const { lead, declaredBy, lastUpdate, closingText, impact } = incident;
  return await readLook(
    courier,
    [lead, isPerson(declaredBy) ? declaredBy.user : null, ...others],
    [lastUpdate?.text, closingText, impact],
  );
}

async function drawCard(courier: Courier, incidentId: string): Promise<Picture> {
  const incident = await readIncident(courier, incidentId);
  const { db, runbooks } = courier.ctx;
  const titleOf = (slug: string): string => runbooks.find(slug)?.runbook.title ?? slug;
  const runs = (await listRuns(db, incidentId)).map((run) => cardRun(run, titleOf(run.slug)));
  const view = {
    incident,
    alert: (await findLeadingAlert(db, incidentId)) ?? null,
    counts: await countAlertsOfIncident(db, incidentId),
    runs,
    freeze: await readCardFreeze(courier.ctx, incident),
    suggestedTitle: incident.suggestedRunbook ? titleOf(incident.suggestedRunbook) : null,
  };
  const drawn = renderIncidentCard(view, await readIncidentLook(courier, incident));
  return { place: placeOfRoom(incident), drawn: markDrill(incident, drawn) };
}

function cardRun({ number, isOpen, state }: RunRow, title: string): CardRun {
  const index = state.steps.findIndex((step) => step.id === state.cursor);
  return {
    number,
    title,
    step: isOpen === 1 ? index + 1 : null,
    steps: countSteps(state.steps),
    outcome:
      isOpen === 1 ? null : state.state === "aborted" ? "aborted" : (state.outcome ?? "success"),
  };
}

async function drawAnnouncement(courier: Courier, incidentId: string): Promise<Picture> {
  const incident = await readIncident(courier, incidentId);
  const drawn = renderAnnouncement(incident, await readIncidentLook(courier, incident));
  const place = { channel: await findAnnounceChannel(courier) };
  return { place, drawn: markDrill(incident, drawn) };
}

async function drawPage(courier: Courier, pageId: string): Promise<Picture> {
  const page = await findPage(courier.ctx.db, pageId);
  if (!page) throw new Pointless(`page ${pageId} is gone`);
  const incident = await readIncident(courier, page.incidentId);
  const user = await findUser(courier, page.user);
  if (user !== page.user) await recordPageUser(courier.ctx, pageId, user);
  const { pagedBy } = page;
  const look = await readIncidentLook(courier, incident, isPerson(pagedBy) ? [pagedBy.user] : []);
  const drawn = markDrill(incident, renderPage(page, incident, look));
  return { place: { channel: user, isDm: true }, drawn };
}
