// The status page as an Atom feed (RFC 4287).
import { type Shop, serviceTitle } from "../../domain/shop.ts";
import type { StatusText } from "../../storage/status-texts.ts";
import { words } from "../../words/words.ts";
import { html } from "../html.ts";

/** Newest first; HTML's escapes are XML's too. */
export function renderFeed(texts: readonly StatusText[], shop: Shop): string {
  const { statusPage: say } = words;
  const page = `${shop.url}/status`;
  const updated = texts[0]?.at ?? new Date(0);
  const entries = texts.map(
    ({ id, component, state, text, at }) => html`<entry>
<id>urn:uuid:${id}</id>
<title>${say.headline(serviceTitle(shop, component) ?? component, state)}</title>
<updated>${at.toISOString()}</updated>
<link href="${page}#${id}"/>
<content type="text">${readable(text)}</content>
</entry>
`,
  );
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${words.webPage.lang}">
<id>${page}</id>
<title>${say.feedTitle()}</title>
<updated>${updated.toISOString()}</updated>
<author><name>${say.feedTitle()}</name></author>
<link rel="self" href="${shop.url}/status/feed.xml"/>
<link href="${page}"/>
${entries}</feed>
`.html;
}

/** XML 1.0 has no way to write these, and a feed with one of them is no feed. */
function readable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
}
