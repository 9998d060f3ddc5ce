// The frame of every page, and how a page is sent.
import type { FastifyReply } from "fastify";
import { words } from "../../words/words.ts";
import { type Content, type Html, html } from "../html.ts";
import { STYLE_URL } from "./style.ts";

export type Page = {
  readonly title: string;
  readonly content: Content;
  /** Shown in the menu as where the reader is. */
  readonly at?: "incidents" | "freezes" | "drills" | "dead-letters" | "readiness";
};

export type Frame = {
  /** Zone the page's times are in; absent on pages without times. */
  readonly zone?: string;
  readonly isRehearsing?: boolean;
  /** Absent where the reader may not know what pages there are. */
  readonly hasMenu?: boolean;
  /** Read by anybody: it leads to no page of responders. */
  readonly isPublic?: boolean;
};

const CSP = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export async function sendPage(
  reply: FastifyReply,
  page: Page,
  frame: Frame,
): Promise<FastifyReply> {
  reply
    .header("content-type", "text/html; charset=utf-8")
    .header("content-security-policy", CSP)
    .header("x-content-type-options", "nosniff")
    .header("referrer-policy", "same-origin")
    .header("cache-control", "no-store");
  return await reply.send(renderPage(page, frame).html);
}

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%231d3557'/%3E%3Cpath d='M3.5 12V4.5L8 9l4.5-4.5V12' fill='none' stroke='white' stroke-width='1.8'/%3E%3C/svg%3E";

function renderPage({ title, content, at }: Page, frame: Frame): Html {
  return html`<!doctype html>
<html lang="${words.webPage.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${words.webPage.product()}</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${STYLE_URL}">
</head>
<body>
<a class="skip" href="#content">${words.webPage.skip()}</a>
<header class="bar"><div class="wide">
${brand(frame)}
${frame.hasMenu !== false && menu(at, frame)}
</div></header>
<main id="content" class="wide">${content}</main>
<footer class="wide">${frame.zone && html`<p>${words.webPage.zone(frame.zone)}</p>`}</footer>
</body>
</html>
`;
}

function brand({ isPublic, isRehearsing }: Frame): Html {
  if (isPublic) return html`<span class="brand">${words.webPage.product()}</span>`;
  return html`<a class="brand" href="${isRehearsing ? "/incidents" : "/"}">${words.webPage.product()}</a>`;
}

function menu(at: Page["at"], { isRehearsing }: Frame): Html {
  const link = (href: string, text: string, key?: Page["at"]) =>
    html`<a href="${href}"${key && key === at && html` aria-current="page"`}>${text}</a>`;
  return html`<nav aria-label="${words.webPage.navigation()}">
${link("/incidents", words.webPage.incidents(), "incidents")}
${link("/freezes", words.freezePage.freezes(), "freezes")}
${link("/readiness", words.readiness.page.list(), "readiness")}
${link("/drills", words.webPage.drills(), "drills")}
${link("/dead-letters", words.webPage.deadLetters(), "dead-letters")}
${isRehearsing && link("/", words.webPage.rehearsal())}
</nav>`;
}
