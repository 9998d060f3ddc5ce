// Renders rich_text: sections, lists, quotes, preformatted text and every element in them.
import type { RichTextBlock, RichTextBlockElement, RichTextElement } from "@slack/types";
import { type ComponentChild, h } from "preact";
import {
  ChannelMention,
  DateText,
  Emoji,
  GroupMention,
  Link,
  UserMention,
} from "../mrkdwn/mrkdwn-text.ts";

export function RichText({ block }: { block: Pick<RichTextBlock, "elements"> }) {
  return h("div", { class: "rich-text" }, block.elements.map(renderPart));
}

function renderPart(part: RichTextBlockElement, key: number): ComponentChild {
  switch (part.type) {
    case "rich_text_section":
      return h("div", { key }, part.elements.map(renderStyled));
    case "rich_text_quote":
      return h("blockquote", { key }, part.elements.map(renderStyled));
    case "rich_text_preformatted":
      return h("pre", { key }, part.elements.map(renderStyled));
    case "rich_text_list":
      return h(
        part.style === "ordered" ? "ol" : "ul",
        { key, style: `margin-left:${(part.indent ?? 0) * 24}px` },
        part.elements.map((item, index) =>
          h("li", { key: index }, item.elements.map(renderStyled)),
        ),
      );
  }
}

const styleTags = [
  ["code", "code"],
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
] as const;

function renderStyled(element: RichTextElement, key: number): ComponentChild {
  const style = element.style ?? {};
  return styleTags.reduce<ComponentChild>(
    (inner, [name, tag]) => (style[name] ? h(tag, { key }, inner) : inner),
    renderElement(element, key),
  );
}

function renderElement(element: RichTextElement, key: number): ComponentChild {
  switch (element.type) {
    case "text":
      return element.text;
    case "link":
      return h(Link, { key, url: element.url, label: element.text ?? element.url });
    case "emoji":
      return h(Emoji, { key, name: element.name });
    case "user":
      return h(UserMention, { key, id: element.user_id });
    case "usergroup":
      return h(GroupMention, { key, id: element.usergroup_id, label: "" });
    case "channel":
      return h(ChannelMention, { key, id: element.channel_id, label: "" });
    case "broadcast":
      return h("span", { key, class: "mention mention-loud" }, `@${element.range}`);
    case "team":
      return h("span", { key, class: "mention" }, `@${element.team_id}`);
    case "color":
      return h("span", { key }, swatch(element.value), element.value);
    case "date": {
      const { timestamp: unix, format, url = "", fallback = "" } = element;
      return h(DateText, { key, unix, format, url, fallback });
    }
  }
}

function swatch(color: string): ComponentChild {
  return h("span", { class: "swatch", style: { backgroundColor: color }, "aria-hidden": true });
}
