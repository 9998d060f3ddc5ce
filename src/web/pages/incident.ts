// The page of one incident: state, alerts, runs, timeline, and what was sent for it.
import type { FastifyInstance, FastifyReply } from "fastify";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { html } from "../html.ts";
import { alertSection } from "./alert-section.ts";
import type { Desk } from "./desk.ts";
import { effectSection } from "./effect-section.ts";
import { readIncidentFile } from "./incident-file.ts";
import { incidentHead } from "./incident-head.ts";
import { peopleSection } from "./people-section.ts";
import { renderProblem } from "./problem.ts";
import { runSection } from "./run-section.ts";
import { timelineSection } from "./timeline-section.ts";

type Params = { readonly number: string };

export function incidentRoutes(app: FastifyInstance, desk: Desk): void {
  app.get<{ Params: Params }>("/incidents/:number", async ({ params }, reply) => {
    const incident = await findIncidentCalled(desk, params.number);
    if (!incident) return await sendNoIncident(reply, params.number);
    const file = await readIncidentFile(desk.ctx, incident);
    const number = words.term.incident(incident);
    const content = html`${incidentHead(file, desk)}
${alertSection(file)}
${runSection(file, desk.ctx.runbooks)}
${timelineSection(file)}
${peopleSection(file)}
${effectSection(file)}`;
    return await desk.send(reply, {
      title: `${number} ${incident.title}`,
      content,
      at: "incidents",
    });
  });
}

/** `4` and `INC-4` are the same; anything else is nobody's. */
export async function findIncidentCalled({ ctx }: Desk, wanted: string) {
  const number = /^(?:inc-|plan-)?(\d{1,9})$/i.exec(wanted)?.[1];
  return number === undefined ? undefined : await findIncidentByNumber(ctx.db, Number(number));
}

export async function sendNoIncident(reply: FastifyReply, wanted: string): Promise<FastifyReply> {
  reply.code(404);
  return await renderProblem(reply, { title: "404", text: words.webPage.noIncident(wanted) });
}
