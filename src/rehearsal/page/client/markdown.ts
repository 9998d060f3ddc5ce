// Renders standard Markdown (markdown blocks, files), with raw HTML kept as text.
import markdownIt from "markdown-it";
import { h } from "preact";
import { useMemo } from "preact/hooks";

// With html off, markdown-it escapes tags and refuses javascript: and data: links.
const renderer = markdownIt({ html: false, linkify: true });

export function Markdown({ text }: { text: string }) {
  const html = useMemo(() => renderer.render(text), [text]);
  return h("div", { class: "markdown", dangerouslySetInnerHTML: { __html: html } });
}
