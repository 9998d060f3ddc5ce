// The head of a channel: name, topic, members, pins, bookmarks, and what can be done with it.
import { h } from "preact";
import type { Bookmark } from "../../slack/types.ts";
import type { Act, ChannelContent } from "../wire.ts";
import { Avatar } from "./avatar.ts";
import { jumpTo } from "./jump-to.ts";
import { channelLabel, realName } from "./labels.ts";
import { replaceEmojiNames } from "./mrkdwn/emoji.ts";
import { Link, MrkdwnText } from "./mrkdwn/mrkdwn-text.ts";
import { plainMrkdwn } from "./mrkdwn/plain-mrkdwn.ts";
import { Menu, Popover } from "./popover.ts";
import { useWorkspace } from "./workspace-context.ts";

export function ChannelHeader({ channel }: { channel: ChannelContent }) {
  const { data } = useWorkspace();
  return h(
    "header",
    { class: "pane-head" },
    h(
      "div",
      { class: "pane-title" },
      h("h1", null, channelLabel(data, channel)),
      channel.topic.value !== "" &&
        h(
          "div",
          { class: "pane-topic", title: channel.topic.value },
          h(MrkdwnText, { text: channel.topic.value }),
        ),
    ),
    channel.pins.length > 0 && h(Pins, { channel }),
    channel.kind !== "im" && h(Members, { channel }),
    channel.kind !== "im" && h(ChannelMenu, { channel }),
  );
}

export function BookmarkBar({ bookmarks }: { bookmarks: readonly Bookmark[] }) {
  return h(
    "ul",
    { class: "bookmarks", "aria-label": "Bookmarks" },
    bookmarks.map((bookmark) =>
      h(
        "li",
        { key: bookmark.id },
        h(Link, {
          url: bookmark.link,
          label: `${replaceEmojiNames(bookmark.emoji ?? "🔗")} ${bookmark.title}`,
        }),
      ),
    ),
  );
}

function Pins({ channel }: { channel: ChannelContent }) {
  const { data } = useWorkspace();
  const pinned = channel.pins.flatMap(
    (pin) =>
      data.messages.find(({ channelId, ts }) => channelId === channel.id && ts === pin.ts) ?? [],
  );
  return h(Popover, {
    face: `📌 ${channel.pins.length}`,
    label: `${channel.pins.length} pinned`,
    buttonClass: "head-button",
    children: (close) =>
      h(Menu, {
        close,
        items: pinned.map((message) => ({
          key: message.ts,
          text: plainMrkdwn(message.text, data).slice(0, 80) || "A message",
          detail: realName(data, message.user),
          onPick: () => jumpTo(message.ts),
        })),
      }),
  });
}

function Members({ channel }: { channel: ChannelContent }) {
  const { data } = useWorkspace();
  return h(Popover, {
    kind: "dialog",
    face: `👥 ${channel.members.length}`,
    label: `${channel.members.length} members`,
    buttonClass: "head-button",
    children: () =>
      h(
        "ul",
        { class: "menu members" },
        channel.members.map((id) =>
          h(
            "li",
            { key: id, class: "menu-item" },
            h(
              "span",
              null,
              h(Avatar, { userId: id, size: "small" }),
              ` ${realName(data, id)} `,
              h("small", null, id),
            ),
          ),
        ),
      ),
  });
}

function ChannelMenu({ channel }: { channel: ChannelContent }) {
  const { data, act, complain } = useWorkspace();
  const perform = async (wanted: Act) => {
    const result = await act(wanted);
    if (!result.ok) complain(result.shown);
  };
  const item = (verb: "join" | "leave" | "archive" | "unarchive", text: string) => ({
    key: verb,
    text,
    isDanger: verb === "archive",
    onPick: () => void perform({ do: verb, channelId: channel.id }),
  });
  const isMember = channel.members.includes(data.me);
  return h(Popover, {
    face: "⋯",
    label: "Channel actions",
    buttonClass: "head-button",
    children: (close) =>
      h(Menu, {
        close,
        items: [
          isMember ? item("leave", "Leave channel") : item("join", "Join channel"),
          channel.isArchived
            ? item("unarchive", "Unarchive channel")
            : item("archive", "Archive channel"),
        ],
      }),
  });
}
