// The page of a campaign's board: every item and why, the votes, and the record of all that was said and decided.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ReadinessBoard } from "../../domain/readiness/board.ts";
import { boardKey } from "../../domain/readiness/calendar.ts";
import { readStandingOf } from "../../operations/readiness/read-standing.ts";
import { listPeople } from "../../storage/people.ts";
import { findReadinessBoard, listReadinessBoards } from "../../storage/readiness.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { Desk } from "./desk.ts";
import { createReader, type Reader } from "./facts.ts";
import { renderProblem } from "./problem.ts";
import { itemSection } from "./readiness-items.ts";
import { recordSection, voteSection } from "./readiness-record.ts";

type Params = { readonly campaign: string; readonly year?: string };

export function readinessRoutes(app: FastifyInstance, desk: Desk): void {
  app.get("/readiness", (_request, reply) => sendList(desk, reply));
  app.get<{ Params: Params }>("/readiness/:campaign", ({ params }, reply) =>
    sendBoard(desk, reply, params),
  );
  app.get<{ Params: Params }>("/readiness/:campaign/:year", ({ params }, reply) =>
    sendBoard(desk, reply, params),
  );
}

async function sendList(desk: Desk, reply: FastifyReply): Promise<FastifyReply> {
  const { page: say } = words.readiness;
  const { shop, db } = desk.ctx;
  const reader = createReader(await listPeople(db), shop.zone);
  const all = Object.values(shop.campaigns).toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const lines = all.map(
    ({ name, title, startsAt, endsAt }) =>
      html`<li><a href="/readiness/${name}">${title}</a> <span class="soft">${say.window(
        reader.timeText(new Date(startsAt)),
        reader.timeText(new Date(endsAt)),
      )}</span></li>`,
  );
  const list = all.length > 0 ? html`<ul>${lines}</ul>` : html`<p>${say.none()}</p>`;
  const content = html`<h1>${say.list()}</h1>${list}`;
  return await desk.send(reply, { title: say.list(), content, at: "readiness" });
}

/** Without a year the one that muster.yml speaks of, else the last there was. */
async function sendBoard(
  desk: Desk,
  reply: FastifyReply,
  { campaign: name, year }: Params,
): Promise<FastifyReply> {
  const { ctx } = desk;
  const current = Object.values(ctx.shop.campaigns).find((each) => each.name === name);
  const key = current && boardKey(current);
  if (current && (year === undefined || key === `${name}/${year}`)) {
    const board = (await findReadinessBoard(ctx.db, boardKey(current))) ?? null;
    const now = ctx.clock.now();
    const standing = await readStandingOf({ ...ctx, now }, { campaign: current, board });
    const reader = createReader(await listPeople(ctx.db), ctx.shop.zone);
    const top = html`${head(standing.campaign, reader)}
<p class="soft">${words.readiness.page.asOf(reader.timeText(now))}</p>
${itemSection(standing, { reader, people: await listPeople(ctx.db) })}`;
    return await send(desk, reply, { title: current.title, top, board });
  }
  const past = (await listReadinessBoards(ctx.db, name)).filter(
    ({ campaign }) => year === undefined || campaign === `${name}/${year}`,
  );
  const board = past.at(-1);
  if (!board) return await sendMissing(reply, year === undefined ? name : `${name}/${year}`);
  const reader = createReader(await listPeople(ctx.db), ctx.shop.zone);
  const top = html`${head(board.about, reader)}<p>${words.readiness.page.past()}</p>`;
  return await send(desk, reply, { title: board.about.title, top, board });
}

async function send(
  desk: Desk,
  reply: FastifyReply,
  { title, top, board }: { title: string; top: Html; board: ReadinessBoard | null },
): Promise<FastifyReply> {
  const { page: say } = words.readiness;
  const reader = createReader(await listPeople(desk.ctx.db), desk.ctx.shop.zone);
  const content = html`${top}
${board ? [voteSection(board, reader), recordSection(board, reader)] : html`<p>${say.notOpened()}</p>`}`;
  return await desk.send(reply, { title: say.title(title), content, at: "readiness" });
}

type About = Pick<ReadinessBoard["about"], "title" | "startsAt" | "endsAt">;

function head({ title, startsAt, endsAt }: About, reader: Reader): Html {
  return html`<h1>${words.readiness.page.title(title)}</h1>
<p>${reader.time(new Date(startsAt))} – ${reader.time(new Date(endsAt))}</p>`;
}

async function sendMissing(reply: FastifyReply, wanted: string): Promise<FastifyReply> {
  reply.code(404);
  return await renderProblem(reply, { title: "404", text: words.readiness.page.missing(wanted) });
}
