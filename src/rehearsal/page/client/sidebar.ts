// The list of places: the app's Home, channels, direct messages.
import { h } from "preact";
import { useState } from "preact/hooks";
import type { ChannelContent } from "../wire.ts";
import { Avatar } from "./avatar.ts";
import { channelLabel, realName } from "./labels.ts";
import { countCalls, countUnread, type ReadMarks } from "./read-marks.ts";
import { useWorkspace } from "./workspace-context.ts";

export function Sidebar({ marks }: { marks: ReadMarks }) {
  const { data } = useWorkspace();
  const mine = data.channels.filter((channel) => channel.members.includes(data.me));
  const rooms = mine.filter(({ kind }) => kind === "public" || kind === "private");
  const open = rooms.filter((channel) => !channel.isArchived).sort(byName);
  const incidents = open.filter(({ name }) => name.startsWith("inc-"));
  const usual = open.filter((channel) => !incidents.includes(channel));
  const others = data.channels.filter(
    (channel) => channel.kind === "public" && (channel.isArchived || !mine.includes(channel)),
  );
  return h(
    "nav",
    { class: "sidebar", "aria-label": "Channels and conversations" },
    h(AppRow, null),
    h(Section, { title: "Incidents", channels: incidents, marks }),
    h(Section, { title: "Channels", channels: usual, marks }),
    h(DirectMessages, { marks }),
    others.length > 0 && h(OtherChannels, { channels: others.sort(byName), marks }),
  );
}

function AppRow() {
  const { data, place, go } = useWorkspace();
  const isHere = place.kind === "home";
  return h(
    "ul",
    { class: "places" },
    h(
      "li",
      null,
      h(
        "button",
        {
          type: "button",
          class: isHere ? "place is-here" : "place",
          "aria-current": isHere ? "page" : undefined,
          onClick: () => go({ kind: "home" }),
        },
        h(Avatar, { userId: data.app.botUserId, size: "small" }),
        h("span", { class: "place-name" }, `${realName(data, data.app.botUserId)} · Home`),
      ),
    ),
  );
}

function Section(props: { title: string; channels: readonly ChannelContent[]; marks: ReadMarks }) {
  if (props.channels.length === 0) return null;
  return h(
    "section",
    null,
    h("h2", { class: "places-title" }, props.title),
    h(
      "ul",
      { class: "places" },
      props.channels.map((channel) =>
        h("li", { key: channel.id }, h(ChannelRow, { channel, marks: props.marks })),
      ),
    ),
  );
}

function ChannelRow({ channel, marks }: { channel: ChannelContent; marks: ReadMarks }) {
  const { data, place, go } = useWorkspace();
  const isHere = place.kind === "channel" && place.id === channel.id;
  const calls = countCalls(data, marks, data.me, channel.id);
  const unread = countUnread(data, marks, channel.id);
  const label = channelLabel(data, channel).replace(/^#/, "");
  const states = [isHere && "is-here", unread > 0 && "is-unread", channel.isArchived && "is-old"];
  const symbol = channel.kind === "private" ? "🔒" : "#";
  return h(
    "button",
    {
      type: "button",
      class: ["place", ...states].filter(Boolean).join(" "),
      "aria-current": isHere ? "page" : undefined,
      "aria-label": `${label}${unread > 0 ? `, ${unread} unread` : ""}${calls > 0 ? `, ${calls} for you` : ""}`,
      onClick: () => go({ kind: "channel", id: channel.id }),
    },
    channel.kind === "im"
      ? h(Avatar, { userId: otherOf(channel, data.me), size: "small" })
      : h("span", { class: "place-symbol", "aria-hidden": true }, symbol),
    h("span", { class: "place-name" }, label),
    calls > 0
      ? h("span", { class: "badge" }, calls)
      : unread > 0 && h("span", { class: "count" }, unread),
  );
}

function DirectMessages({ marks }: { marks: ReadMarks }) {
  const { data, act, go, complain } = useWorkspace();
  const open = data.channels.filter(({ kind }) => kind === "im" || kind === "mpim");
  const known = open.flatMap((channel) => (channel.kind === "im" ? otherOf(channel, data.me) : []));
  const rest = [data.app.botUserId, ...data.people].filter(
    (id) => id !== data.me && !known.includes(id),
  );
  const start = async (userId: string) => {
    const result = await act({ do: "open-dm", userId });
    if (!result.ok) complain(result.shown);
    else if (result.channelId) go({ kind: "channel", id: result.channelId });
  };
  return h(
    "section",
    null,
    h("h2", { class: "places-title" }, "Direct messages"),
    h(
      "ul",
      { class: "places" },
      open.map((channel) => h("li", { key: channel.id }, h(ChannelRow, { channel, marks }))),
      rest.map((userId) =>
        h(
          "li",
          { key: userId },
          h(
            "button",
            { type: "button", class: "place", onClick: () => void start(userId) },
            h(Avatar, { userId, size: "small" }),
            h("span", { class: "place-name" }, realName(data, userId)),
          ),
        ),
      ),
    ),
  );
}

function OtherChannels(props: { channels: readonly ChannelContent[]; marks: ReadMarks }) {
  const [isOpen, setOpen] = useState(false);
  return h(
    "section",
    null,
    h(
      "button",
      {
        type: "button",
        class: "places-title places-toggle",
        "aria-expanded": isOpen,
        onClick: () => setOpen(!isOpen),
      },
      `${isOpen ? "▾" : "▸"} Other channels (${props.channels.length})`,
    ),
    isOpen &&
      h(
        "ul",
        { class: "places" },
        props.channels.map((channel) =>
          h("li", { key: channel.id }, h(ChannelRow, { channel, marks: props.marks })),
        ),
      ),
  );
}

function otherOf(channel: ChannelContent, me: string): string {
  return channel.members.find((id) => id !== me) ?? me;
}

function byName(a: ChannelContent, b: ChannelContent): number {
  return a.name.localeCompare(b.name, "en", { numeric: true });
}
