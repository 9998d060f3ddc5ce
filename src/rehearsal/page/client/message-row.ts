// One message: who and when, text or blocks, files, reactions, thread, and what can be done with it.
import { h } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Message } from "../../slack/types.ts";
import { Avatar } from "./avatar.ts";
import { FileCard } from "./file-card.ts";
import { realName } from "./labels.ts";
import { MessageBody } from "./message-body.ts";
import { MessageMenu } from "./message-menu.ts";
import { emojiCharacter } from "./mrkdwn/emoji.ts";
import { timeOfDay } from "./mrkdwn/format-date.ts";
import { useWorkspace } from "./workspace-context.ts";

export function MessageRow(props: { message: Message; isJoined: boolean; isThread: boolean }) {
  const { message, isJoined } = props;
  const { data } = useWorkspace();
  const row = useRef<HTMLElement>(null);
  const seen = useRef(message.version);
  useEffect(() => {
    if (seen.current === message.version) return;
    seen.current = message.version;
    row.current?.animate([{ backgroundColor: "var(--flash)" }, {}], 900);
  }, [message.version]);
  const isForMe = data.notifications.some(
    (each) =>
      each.userId === data.me && each.channelId === message.channelId && each.ts === message.ts,
  );
  const className = ["message", isJoined && "is-joined", isForMe && "is-for-me"].filter(Boolean);
  return h(
    "article",
    {
      ref: row,
      class: className.join(" "),
      "data-ts": message.ts,
      "aria-label": `Message from ${message.username ?? realName(data, message.user)}`,
      "data-version": message.version,
    },
    h(
      "div",
      { class: "message-side" },
      isJoined ? h(Time, { ts: message.ts }) : h(Avatar, { userId: message.user, size: "large" }),
    ),
    h(
      "div",
      { class: "message-main" },
      !isJoined && h(Head, { message }),
      h(MessageBody, { message }),
      message.files.map((fileId) => h(FileCard, { key: fileId, fileId })),
      message.reactions.length > 0 && h(Reactions, { message }),
      !props.isThread && message.replyCount > 0 && h(ThreadLink, { message }),
    ),
    h(MessageMenu, { message, isThread: props.isThread }),
  );
}

function Head({ message }: { message: Message }) {
  const { data } = useWorkspace();
  const name = message.username ?? realName(data, message.user);
  return h(
    "div",
    { class: "message-head" },
    h("strong", null, name),
    message.botId && h("span", { class: "app-tag" }, "APP"),
    h(Time, { ts: message.ts }),
    message.edited && h("span", { class: "quiet" }, "(edited)"),
  );
}

export function Time({ ts }: { ts: string }) {
  const { data } = useWorkspace();
  const tz = data.users.find((user) => user.id === data.me)?.tz ?? "UTC";
  const date = new Date(Number(ts) * 1000);
  return h(
    "time",
    { class: "time", dateTime: date.toISOString(), title: date.toISOString() },
    timeOfDay(date, tz),
  );
}

function Reactions({ message }: { message: Message }) {
  const { data, act, complain } = useWorkspace();
  const react = async (name: string) => {
    const { channelId, ts } = message;
    const result = await act({ do: "react", channelId, ts, name });
    if (!result.ok) complain(result.shown);
  };
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map(({ name, users }) =>
      h(
        "button",
        {
          key: name,
          type: "button",
          class: users.includes(data.me) ? "reaction is-mine" : "reaction",
          "aria-pressed": users.includes(data.me),
          title: users.map((id) => realName(data, id)).join(", "),
          onClick: () => void react(name),
        },
        `${emojiCharacter(name) ?? `:${name}:`} ${users.length}`,
      ),
    ),
  );
}

function ThreadLink({ message }: { message: Message }) {
  const { openThread } = useWorkspace();
  const noun = message.replyCount === 1 ? "reply" : "replies";
  return h(
    "button",
    { type: "button", class: "thread-link", onClick: () => openThread(message.ts) },
    message.replyUsers.slice(0, 3).map((id) => h(Avatar, { key: id, userId: id, size: "small" })),
    h("span", null, `${message.replyCount} ${noun}`),
    message.latestReply &&
      h("span", { class: "quiet" }, "last at ", h(Time, { ts: message.latestReply })),
  );
}
