// The post-mortem draft of an incident, to read and to take along.
import type { FastifyInstance } from "fastify";
import MarkdownIt from "markdown-it";
import { words } from "../../words/words.ts";
import { html, trusted } from "../html.ts";
import type { Desk } from "./desk.ts";
import { findIncidentCalled, sendNoIncident } from "./incident.ts";

/** No HTML of the text gets through, and only links to http, https and mail. */
const markdown = new MarkdownIt({ html: false, linkify: false });
markdown.validateLink = (url) => /^(https?:|mailto:)/i.test(url.trim());

type Route = { Params: { readonly number: string } };

export function postMortemRoutes(app: FastifyInstance, desk: Desk): void {
  app.get<Route>("/incidents/:number/post-mortem", async ({ params }, reply) => {
    const incident = await findIncidentCalled(desk, params.number);
    if (!incident) return await sendNoIncident(reply, params.number);
    const { number } = incident;
    const text = await desk.writePostMortem(incident);
    const content = html`<p class="lead-line"><a href="/incidents/${number}">${words.term.incident(number)}</a>
<a href="/incidents/${number}/post-mortem.md">${words.webPage.download()}</a></p>
<section class="document">${trusted(markdown.render(text))}</section>`;
    return await desk.send(reply, {
      title: words.webPage.postMortemOf(number),
      content,
      at: "incidents",
    });
  });
  app.get<Route>("/incidents/:number/post-mortem.md", async ({ params }, reply) => {
    const incident = await findIncidentCalled(desk, params.number);
    if (!incident) return await sendNoIncident(reply, params.number);
    const name = `inc-${incident.number}-post-mortem.md`;
    return await reply
      .header("content-type", "text/markdown; charset=utf-8")
      .header("content-disposition", `attachment; filename="${name}"`)
      .header("x-content-type-options", "nosniff")
      .header("cache-control", "no-store")
      .send(await desk.writePostMortem(incident));
  });
}
