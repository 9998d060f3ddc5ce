// Remembers, per person and channel, up to where they have read, and counts what is new.
import type { Message } from "../../slack/types.ts";
import type { Snapshot } from "../wire.ts";

/** Person, then channel, then the timestamp of the last message read. */
export type ReadMarks = Readonly<Record<string, Readonly<Record<string, string>>>>;

const storageKey = "rehearsal.read";
const quietSubtypes = new Set([
  "channel_join",
  "channel_leave",
  "channel_topic",
  "channel_purpose",
]);

export function loadMarks(storage: Storage): ReadMarks {
  try {
    return JSON.parse(storage.getItem(storageKey) ?? "{}") as ReadMarks;
  } catch {
    // Someone else's or a broken entry: start unread.
    return {};
  }
}

export function saveMarks(storage: Storage, marks: ReadMarks): void {
  storage.setItem(storageKey, JSON.stringify(marks));
}

/** The same marks when nothing moves, so that it does not cause another rendering. */
export function markRead(
  marks: ReadMarks,
  at: { readonly me: string; readonly channelId: string; readonly ts: string },
): ReadMarks {
  const mine = marks[at.me] ?? {};
  if ((mine[at.channelId] ?? "") >= at.ts) return marks;
  return { ...marks, [at.me]: { ...mine, [at.channelId]: at.ts } };
}

export function isTopLevel(message: Message): boolean {
  return (
    message.threadTs === undefined ||
    message.threadTs === message.ts ||
    message.subtype === "thread_broadcast"
  );
}

export function countUnread(data: Snapshot, marks: ReadMarks, channelId: string): number {
  const readUpTo = marks[data.me]?.[channelId] ?? "";
  return data.messages.filter(
    (message) =>
      message.channelId === channelId &&
      message.ts > readUpTo &&
      message.user !== data.me &&
      isTopLevel(message) &&
      !quietSubtypes.has(message.subtype ?? ""),
  ).length;
}

/** Mentions and direct messages `person` has not seen; in one channel, or everywhere. */
export function countCalls(
  data: Snapshot,
  marks: ReadMarks,
  person: string,
  channelId?: string,
): number {
  return data.notifications.filter(
    (each) =>
      each.userId === person &&
      (channelId === undefined || each.channelId === channelId) &&
      each.ts > (marks[person]?.[each.channelId] ?? ""),
  ).length;
}
