// The messages of a channel in order, by day, with ephemeral ones where they belong; it follows the newest.
import { type ComponentChild, h } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Ephemeral, Message } from "../../slack/types.ts";
import type { ChannelContent } from "../wire.ts";
import { EphemeralRow } from "./ephemeral-row.ts";
import { MessageRow } from "./message-row.ts";
import { dayName, isoDay } from "./mrkdwn/format-date.ts";
import { SystemRow } from "./system-row.ts";
import { useNow } from "./use-now.ts";
import { useWorkspace } from "./workspace-context.ts";

export type ListProps = {
  readonly channel: ChannelContent;
  readonly messages: readonly Message[];
  readonly ephemerals: readonly Ephemeral[];
  readonly readUpTo?: string | undefined;
  readonly isThread?: boolean;
};

/** Within this many pixels of the end a reader is taken to follow along. */
const nearEndPx = 120;
const groupSeconds = 300;
const systemSubtypes = new Set([
  "channel_join",
  "channel_leave",
  "channel_topic",
  "channel_purpose",
  "channel_name",
  "channel_archive",
  "channel_unarchive",
  "pinned_item",
  "bookmark_added",
]);

export function MessageList(props: ListProps) {
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const readAtOpening = useRef(props.readUpTo);
  const { data } = useWorkspace();
  const shown = props.messages.map(({ ts, version }) => `${ts}.${version}`).join();
  const newest = props.messages.at(-1);
  const own = newest?.user === data.me ? newest.ts : "";
  const onlyMine = props.ephemerals.at(-1)?.ts;
  const toEnd = () => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  useLayoutEffect(() => {
    if (follows.current) toEnd();
  }, [shown]);
  useEffect(() => {
    // A preview that arrives later makes the list longer under a reader at its end.
    const watch = new ResizeObserver(() => {
      if (follows.current) toEnd();
    });
    if (content.current) watch.observe(content.current);
    return () => watch.disconnect();
  }, []);
  // One's own words and answers meant only for oneself are always brought into sight.
  useLayoutEffect(toEnd, [own, onlyMine]);
  const onScroll = () => {
    const element = list.current;
    if (!element) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    follows.current = left < nearEndPx;
  };
  return h(
    "div",
    { class: "messages", ref: list, onScroll, tabIndex: 0, role: "log", "aria-label": "Messages" },
    h(
      "div",
      { ref: content },
      props.messages.length === 0 && h(Beginning, { channel: props.channel }),
      h(Rows, { ...props, readUpTo: readAtOpening.current }),
    ),
  );
}

function Beginning({ channel }: { channel: ChannelContent }) {
  const text =
    channel.kind === "im"
      ? "Nothing said here yet."
      : `This is the beginning of #${channel.name}. ${channel.purpose.value}`;
  return h("p", { class: "beginning" }, text);
}

type Entry =
  | { readonly ts: string; readonly message: Message }
  | { readonly ts: string; readonly ephemeral: Ephemeral };

function Rows({ messages, ephemerals, readUpTo, isThread = false }: ListProps) {
  const { data } = useWorkspace();
  const now = useNow(60_000);
  const tz = data.users.find((user) => user.id === data.me)?.tz ?? "UTC";
  const entries: Entry[] = [
    ...messages.map((message) => ({ ts: message.ts, message })),
    ...ephemerals.map((ephemeral) => ({ ts: ephemeral.ts, ephemeral })),
  ].sort((a, b) => a.ts.localeCompare(b.ts));
  const dayOf = (entry: Entry | undefined) => (entry ? isoDay(dateOf(entry.ts), tz) : "");
  const isNewLine = (entry: Entry, before: Entry | undefined) =>
    readUpTo !== undefined && before !== undefined && before.ts <= readUpTo && entry.ts > readUpTo;
  return entries.map((entry, index): ComponentChild => {
    const before = entries[index - 1];
    const hasDay = !isThread && dayOf(entry) !== dayOf(before);
    return [
      hasDay &&
        h(
          "div",
          { key: `day ${entry.ts}`, class: "day", role: "separator" },
          h("span", null, dayName(dateOf(entry.ts), { tz, now })),
        ),
      isNewLine(entry, before) &&
        h("div", { key: "new", class: "new-line", role: "separator" }, h("span", null, "New")),
      "message" in entry
        ? renderMessage(entry.message, { isThread, isJoined: !hasDay && joins(entry, before) })
        : h(EphemeralRow, { key: `only ${entry.ts}`, ephemeral: entry.ephemeral }),
    ];
  });
}

function renderMessage(message: Message, shape: { isThread: boolean; isJoined: boolean }) {
  const key = message.ts;
  if (systemSubtypes.has(message.subtype ?? "")) return h(SystemRow, { key, message });
  return h(MessageRow, { key, message, ...shape });
}

/** A message soon after another by the same sender needs no name of its own. */
function joins(entry: Entry, before: Entry | undefined): boolean {
  if (!before || !("message" in entry) || !("message" in before)) return false;
  const [one, other] = [before.message, entry.message];
  const isPlain = !systemSubtypes.has(one.subtype ?? "");
  return isPlain && one.user === other.user && Number(other.ts) - Number(one.ts) < groupSeconds;
}

function dateOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}
