// The page of one freeze: how it stands, its repositories, exceptions, what passed it, and everything that happened.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { boardOf } from "../../domain/freeze/standing.ts";
import { freezeReport } from "../../operations/freezes/tell-report.ts";
import { listExceptions } from "../../storage/freeze-exceptions.ts";
import { findFreezeByNumber, listFreezeEvents } from "../../storage/freezes.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import { findIncident } from "../../storage/incidents.ts";
import { listPeople } from "../../storage/people.ts";
import { words } from "../../words/words.ts";
import { html } from "../html.ts";
import type { Desk } from "./desk.ts";
import { createReader } from "./facts.ts";
import { eventSection, reportSection } from "./freeze-events.ts";
import { exceptionTable } from "./freeze-exceptions.ts";
import { freezeHead } from "./freeze-head.ts";
import { repositoryTable } from "./freeze-repositories.ts";
import { renderProblem } from "./problem.ts";

type Params = { readonly number: string };

export function freezePageRoutes(app: FastifyInstance, desk: Desk): void {
  app.get<{ Params: Params }>("/freezes/:number", async ({ params }, reply) => {
    const number = /^(?:frz-)?(\d{1,9})$/i.exec(params.number)?.[1];
    const freeze =
      number === undefined ? undefined : await findFreezeByNumber(desk.ctx.db, Number(number));
    if (freeze) return await sendFreeze(desk, reply, freeze);
    reply.code(404);
    const text = words.freezePage.noFreeze(params.number);
    return await renderProblem(reply, { title: "404", text });
  });
}

async function sendFreeze(desk: Desk, reply: FastifyReply, freeze: Freeze): Promise<FastifyReply> {
  const { freezePage: say } = words;
  const { db, shop, clock } = desk.ctx;
  const now = clock.now();
  const { repositories } = freeze.scope;
  const [known, asked, events, report, people, incident] = await Promise.all([
    listFrozenRepositories(db),
    listExceptions(db, repositories),
    listFreezeEvents(db, { freezeId: freeze.id, repositories, ...timeOf(freeze, now) }),
    freezeReport(desk.ctx, freeze.id),
    listPeople(db),
    freeze.incidentId === null ? undefined : findIncident(db, freeze.incidentId),
  ]);
  const reader = createReader(people, shop.zone);
  const board = boardOf(freeze, known);
  const { to } = timeOf(freeze, now);
  const hasBegun = new Date(freeze.startsAt) <= now && freeze.state !== "cancelled";
  const begin = new Date(freeze.startsAt);
  const exceptions = asked.filter(({ freezeId, requestedAt }) => {
    const at = new Date(requestedAt);
    return freezeId === freeze.id || (hasBegun && at >= begin && at <= to);
  });
  const content = html`${freezeHead(board, { reader, now, incident })}
<section><h2>${say.repositories()}</h2>
${repositoryTable(board.repositories, reader, hasBegun ? report?.repositories : undefined)}</section>
<section><h2>${say.exceptions()}</h2>
${exceptions.length > 0 ? exceptionTable(exceptions, reader) : html`<p>${say.noExceptions()}</p>`}
</section>
${report && hasBegun && reportSection(report)}
${eventSection(events, reader)}`;
  const title = `${words.freeze.name(freeze.number)} ${freeze.title}`;
  return await desk.send(reply, { title, content, at: "freezes" });
}

/** From its declaration until everything was open again, as far as that is known. */
function timeOf(
  { declaredAt, ended }: Freeze,
  now: Date,
): { readonly from: Date; readonly to: Date } {
  const from = new Date(declaredAt);
  const after = ended ? Math.min(Date.parse(ended.at) + AFTER_MS, now.getTime()) : now.getTime();
  return { from, to: new Date(Math.max(after, from.getTime())) };
}

/** What a lift still finds and tells of belongs to the freeze. */
const AFTER_MS = 3_600_000;
