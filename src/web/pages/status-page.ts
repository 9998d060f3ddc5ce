// The public status page: the present state of each component, and what was said of it.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ComponentState } from "../../domain/runbook/state/step-state.ts";
import { type Shop, serviceTitle } from "../../domain/shop.ts";
import { listComponents, listStatusTexts, type StatusText } from "../../storage/status-texts.ts";
import { words } from "../../words/words.ts";
import { type Html, html } from "../html.ts";
import type { PageOptions } from "./desk.ts";
import { createReader, type Reader } from "./facts.ts";
import { sendPage } from "./layout.ts";
import { renderFeed } from "./status-feed.ts";

type Made = Pick<PageOptions, "ctx">;

const NEWEST = 50;

/** Read by anybody: no door before it, and nothing of an incident but what was published. */
export function statusRoutes(app: FastifyInstance, { ctx }: Made): void {
  app.get("/status", async (_request, reply) => await sendStatus({ ctx }, reply));
  app.get("/status/feed.xml", async (_request, reply) => {
    const texts = await listStatusTexts(ctx.db, NEWEST);
    return await reply
      .header("content-type", "application/atom+xml; charset=utf-8")
      .header("x-content-type-options", "nosniff")
      .header("cache-control", "no-cache")
      .send(renderFeed(texts, ctx.shop));
  });
}

async function sendStatus({ ctx }: Made, reply: FastifyReply): Promise<FastifyReply> {
  const { statusPage: say } = words;
  const { db, shop } = ctx;
  const components = await listComponents(db);
  const texts = await listStatusTexts(db, NEWEST);
  const facts = { reader: createReader([], shop.zone), shop };
  const content = html`<h1>${say.title()}</h1>
<p class="lead-line">${say.overall(components.map(({ state }) => state))}</p>
${components.length > 0 && componentTable(components, facts)}
${texts.length > 0 && history(texts, facts)}
<p class="soft"><a href="/status/feed.xml">${say.feed()}</a></p>`;
  const frame = { zone: shop.zone, hasMenu: false, isPublic: true };
  return await sendPage(reply, { title: say.title(), content }, frame);
}

type Facts = { readonly reader: Reader; readonly shop: Shop };

const tones: Readonly<Record<ComponentState, string>> = {
  operational: "good",
  maintenance: "warn",
  degraded: "warn",
  partial_outage: "bad",
  major_outage: "bad",
};

const pill = (state: ComponentState): Html =>
  html`<span class="pill ${tones[state]}">${words.term.component(state)}</span>`;

function componentTable(components: readonly StatusText[], { reader, shop }: Facts): Html {
  const { statusPage: say } = words;
  const rows = components.map(
    ({ component, state, text, at }) => html`<tr>
<th scope="row">${serviceTitle(shop, component)}</th><td>${pill(state)}</td>
<td>${text}</td><td class="narrow">${reader.time(at)}</td></tr>`,
  );
  return html`<section><div class="scroll"><table>
<thead><tr><th scope="col">${say.component()}</th><th scope="col">${say.state()}</th>
<th scope="col">${say.said()}</th><th scope="col">${say.since()}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

function history(texts: readonly StatusText[], { reader, shop }: Facts): Html {
  const items = texts.map(
    ({
      id,
      component,
      state,
      text,
      at,
    }) => html`<li id="${id}"><p><b>${serviceTitle(shop, component)}</b>
${pill(state)} <span class="soft">${reader.time(at)}</span></p><p>${text}</p></li>`,
  );
  return html`<section><h2>${words.statusPage.history()}</h2><ol class="plain">${items}</ol></section>`;
}
