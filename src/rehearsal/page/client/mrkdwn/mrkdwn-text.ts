// Renders mrkdwn and its pieces: mentions, channels, dates, links, emoji.
import { type ComponentChild, h } from "preact";
import { channelLabel, groupLabel, userLabel } from "../labels.ts";
import { useNow } from "../use-now.ts";
import { useWorkspace } from "../workspace-context.ts";
import { emojiCharacter } from "./emoji.ts";
import { formatDate } from "./format-date.ts";
import { type Inline, type Paragraph, parseMrkdwn } from "./parse-mrkdwn.ts";

const markTags = { bold: "strong", italic: "em", strike: "s" } as const;

export function MrkdwnText({ text, verbatim = true }: { text: string; verbatim?: boolean }) {
  return h("div", { class: "mrkdwn" }, parseMrkdwn(text, verbatim).map(renderParagraph));
}

function renderParagraph(paragraph: Paragraph, key: number): ComponentChild {
  switch (paragraph.kind) {
    case "lines":
      return h("div", { key }, renderInlines(paragraph.children));
    case "quote":
      return h("blockquote", { key }, renderInlines(paragraph.children));
    case "code":
      return h("pre", { key }, paragraph.text);
  }
}

function renderInlines(nodes: readonly Inline[]): ComponentChild[] {
  return nodes.map((node, key) => renderInline(node, key));
}

function renderInline(node: Inline, key: number): ComponentChild {
  switch (node.kind) {
    case "text":
      return node.text;
    case "mark":
      return h(markTags[node.mark], { key }, renderInlines(node.children));
    case "code":
      return h("code", { key }, node.text);
    case "emoji":
      return h(Emoji, { key, name: node.name });
    case "break":
      return h("br", { key });
    case "link":
      return h(Link, { key, url: node.url, label: node.label });
    case "user":
      return h(UserMention, { key, id: node.id });
    case "channel":
      return h(ChannelMention, { key, id: node.id, label: node.label });
    case "group":
      return h(GroupMention, { key, id: node.id, label: node.label });
    case "broadcast":
      return h("span", { key, class: "mention mention-loud" }, `@${node.range}`);
    case "date":
      return h(DateText, { key, ...node });
  }
}

export function Emoji({ name }: { name: string }) {
  const character = emojiCharacter(name);
  return h("span", { class: "emoji", title: `:${name}:` }, character ?? `:${name}:`);
}

/** A link into this workspace goes there; any other opens beside it. */
export function Link({ url, label }: { url: string; label: ComponentChild }) {
  const { follow } = useWorkspace();
  const onClick = (event: Event) => {
    if (follow(url)) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noreferrer noopener", onClick }, label);
}

export function UserMention({ id }: { id: string }) {
  const { data } = useWorkspace();
  const isMe = id === data.me;
  return h("span", { class: isMe ? "mention mention-me" : "mention" }, `@${userLabel(data, id)}`);
}

export function GroupMention({ id, label }: { id: string; label: string }) {
  const { data } = useWorkspace();
  return h("span", { class: "mention" }, `@${groupLabel(data, id, label)}`);
}

export function ChannelMention({ id, label }: { id: string; label: string }) {
  const { data, go } = useWorkspace();
  const channel = data.channels.find((each) => each.id === id);
  const text = channel ? channelLabel(data, channel) : `#${label || "private-channel"}`;
  if (!channel) return h("span", { class: "mention" }, text);
  return h(
    "button",
    {
      type: "button",
      class: "mention mention-channel",
      onClick: () => go({ kind: "channel", id }),
    },
    text,
  );
}

export function DateText(props: { unix: number; format: string; url: string; fallback: string }) {
  const { data } = useWorkspace();
  const now = useNow(15_000);
  const tz = data.users.find((user) => user.id === data.me)?.tz ?? "UTC";
  const text = formatDate(props.unix, props.format, { tz, now });
  const time = h(
    "time",
    { dateTime: new Date(props.unix * 1000).toISOString(), title: props.fallback },
    text,
  );
  return props.url === "" ? time : h(Link, { url: props.url, label: time });
}
