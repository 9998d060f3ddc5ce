// The page that says what went wrong.
import type { FastifyReply } from "fastify";
import { words } from "../../words/words.ts";
import { html } from "../html.ts";
import { sendPage } from "./layout.ts";

export async function renderProblem(
  reply: FastifyReply,
  { title, text }: { readonly title: string; readonly text: string },
): Promise<FastifyReply> {
  const content = html`<h1>${title}</h1><p>${text}</p><p><a href="/">${words.webPage.back()}</a></p>`;
  return await sendPage(reply, { title, content }, { hasMenu: false });
}
