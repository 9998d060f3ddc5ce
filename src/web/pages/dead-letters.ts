// The page of what nothing understood: webhook deliveries, with a button to read them again; and effects given up.
import type { FastifyInstance, FastifyReply } from "fastify";
import { showDelivery } from "../../intake/show-delivery.ts";
import { replayDelivery } from "../../operations/replay-delivery.ts";
import { listLetters } from "../../storage/dead-letters.ts";
import type { DeliveryRow } from "../../storage/deliveries.ts";
import { listDeadEffects } from "../../storage/outbox.ts";
import { listPeople } from "../../storage/people.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import { isOwnForm } from "./access.ts";
import type { Desk } from "./desk.ts";
import { effectTable } from "./effect-section.ts";
import { createReader, type Reader } from "./facts.ts";
import { renderProblem } from "./problem.ts";

/** The newest; whoever has more looks for the one cause first. */
const SHOWN = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function deadLetterRoutes(app: FastifyInstance, desk: Desk): void {
  // The form carries nothing but its address.
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: 1024 },
    (_request, _body, done) => done(null, undefined),
  );
  app.get<{ Querystring: { replayed?: string } }>("/dead-letters", ({ query }, reply) =>
    sendDeadLetters(desk, reply, query.replayed === "1"),
  );
  app.post<{ Params: { id: string } }>("/dead-letters/:id/replay", async (request, reply) => {
    if (!isOwnForm(request.headers)) return await refuse(reply, 403, words.webPage.foreignForm());
    const { id } = request.params;
    const replayed = UUID.test(id) && (await replayDelivery(desk.ctx, id)).ok;
    if (!replayed) return await refuse(reply, 409, words.webPage.notReplayed());
    return reply.redirect("/dead-letters?replayed=1", 303);
  });
}

async function refuse(reply: FastifyReply, status: number, text: string): Promise<FastifyReply> {
  reply.code(status);
  return await renderProblem(reply, { title: words.webPage.deadLetters(), text });
}

async function sendDeadLetters(
  desk: Desk,
  reply: FastifyReply,
  hasReplayed: boolean,
): Promise<FastifyReply> {
  const { db, shop } = desk.ctx;
  const [letters, effects, people] = await Promise.all([
    listLetters(db, SHOWN),
    listDeadEffects(db, SHOWN),
    listPeople(db),
  ]);
  const reader = createReader(people, shop.zone);
  const content = html`<h1>${words.webPage.deadLetters()}</h1>
${hasReplayed && html`<p class="notice" role="status">${words.webPage.replayed()}</p>`}
<p>${words.webPage.deadLettersIntro()}</p>
${
  letters.length > 0
    ? letters.map((letter) => article(letter, reader))
    : html`<section><p>${words.webPage.noDeadLetters()}</p></section>`
}
<section id="effects"><h2>${words.webPage.deadEffectsTitle()}</h2>
${effects.length > 0 ? effectTable(effects, reader) : html`<p>${words.webPage.noDeadEffects()}</p>`}
</section>`;
  return await desk.send(reply, {
    title: words.webPage.deadLetters(),
    content,
    at: "dead-letters",
  });
}

function article(letter: DeliveryRow, reader: Reader): Html {
  const at = reader.timeText(letter.lastReceivedAt);
  return html`<section>
<h2>${letter.hook} · ${reader.time(letter.lastReceivedAt)}</h2>
<p>${letter.reason}</p>
${letter.repeats > 0 && html`<p class="soft">${words.webPage.repeats(letter.repeats)}</p>`}
<form method="post" action="/dead-letters/${letter.id}/replay">
<button aria-label="${words.webPage.replayLabel(letter.hook, at)}">${words.webPage.replay()}</button></form>
<details><summary>${words.webPage.show()}</summary>${raw(letter)}</details>
</section>`;
}

function raw(letter: DeliveryRow): Html {
  const shown = showDelivery(letter);
  const headers = Object.entries(shown.headers).map(([name, value]) => `${name}: ${value}`);
  const query = shown.query === "" ? "" : `\n${shown.query}`;
  return html`<h3>${words.webPage.requestLine()}</h3><pre>${letter.method} ${letter.path}${query}</pre>
<h3>${words.webPage.headers()}</h3><pre>${headers.join("\n")}</pre>
<h3>${words.webPage.body()}</h3><pre>${shown.body}</pre>`;
}
