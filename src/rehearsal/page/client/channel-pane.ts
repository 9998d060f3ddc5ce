// One channel or conversation: its header, its messages, and where to write.
import { h } from "preact";
import type { ChannelContent } from "../wire.ts";
import { BookmarkBar, ChannelHeader } from "./channel-header.ts";
import { Composer } from "./composer.ts";
import { channelLabel } from "./labels.ts";
import { MessageList } from "./message-list.ts";
import { isTopLevel, type ReadMarks } from "./read-marks.ts";
import { useWorkspace } from "./workspace-context.ts";

export function ChannelPane({ channel, marks }: { channel: ChannelContent; marks: ReadMarks }) {
  const { data } = useWorkspace();
  const isHere = (each: { channelId: string }) => each.channelId === channel.id;
  const label = channelLabel(data, channel);
  return h(
    "main",
    { class: "pane", "aria-label": label },
    h(ChannelHeader, { channel }),
    channel.bookmarks.length > 0 && h(BookmarkBar, { bookmarks: channel.bookmarks }),
    h(MessageList, {
      key: `${data.me} ${channel.id}`,
      channel,
      messages: data.messages.filter((message) => isHere(message) && isTopLevel(message)),
      ephemerals: data.ephemerals.filter((each) => isHere(each) && each.threadTs === undefined),
      readUpTo: marks[data.me]?.[channel.id],
    }),
    h(WriteHere, { channel, label }),
  );
}

function WriteHere({ channel, label }: { channel: ChannelContent; label: string }) {
  const { data, act, complain } = useWorkspace();
  const join = async () => {
    const result = await act({ do: "join", channelId: channel.id });
    if (!result.ok) complain(result.shown);
  };
  if (channel.isArchived) {
    return h("p", { class: "pane-note" }, `${label} is archived: it can be read, not written to.`);
  }
  const isWithApp = channel.kind === "im" && channel.members.includes(data.app.botUserId);
  if (isWithApp && data.app.isDmReadOnly) {
    return h("p", { class: "pane-note" }, "Sending messages to this app has been turned off.");
  }
  if (!channel.members.includes(data.me)) {
    return h(
      "p",
      { class: "pane-note" },
      `You are looking at ${label} without being in it. `,
      h("button", { type: "button", class: "button", onClick: () => void join() }, "Join channel"),
    );
  }
  return h(Composer, { key: channel.id, channelId: channel.id, placeholder: `Message ${label}` });
}
