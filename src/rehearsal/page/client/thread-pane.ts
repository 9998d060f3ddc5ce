// The thread beside a channel: its parent, its replies, and where to answer.
import { h } from "preact";
import type { ChannelContent } from "../wire.ts";
import { Composer } from "./composer.ts";
import { channelLabel } from "./labels.ts";
import { MessageList } from "./message-list.ts";
import { useWorkspace } from "./workspace-context.ts";

export function ThreadPane({ channel, threadTs }: { channel: ChannelContent; threadTs: string }) {
  const { data, openThread } = useWorkspace();
  const messages = data.messages.filter(
    (message) =>
      message.channelId === channel.id &&
      (message.ts === threadTs || message.threadTs === threadTs),
  );
  return h(
    "aside",
    { class: "thread", "aria-label": "Thread" },
    h(
      "header",
      { class: "pane-head" },
      h(
        "div",
        { class: "pane-title" },
        h("h1", null, "Thread"),
        h("span", { class: "pane-topic" }, channelLabel(data, channel)),
      ),
      h(
        "button",
        {
          type: "button",
          class: "head-button",
          "aria-label": "Close thread",
          onClick: () => openThread(undefined),
        },
        "✕",
      ),
    ),
    h(MessageList, {
      key: threadTs,
      channel,
      messages,
      ephemerals: data.ephemerals.filter(
        (each) => each.channelId === channel.id && each.threadTs === threadTs,
      ),
      isThread: true,
    }),
    h(Composer, { channelId: channel.id, threadTs, placeholder: "Reply…" }),
  );
}
