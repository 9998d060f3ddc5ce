// What people in the rehearsal Slack see and do, however often the program behind it is killed.
import assert from "node:assert/strict";
import type { Ephemeral, Message, Outcome, Slack } from "../../src/rehearsal/slack/types.ts";
import { findButton } from "./stage.ts";

/** A busy machine starts programs slowly, and what a crash left is looked for every few seconds. */
const PATIENCE_MS = 120_000;

/** A channel by its name or a part of it, or somebody's direct messages with Muster. */
export type Place = string | RegExp | { readonly dm: string };

/** What was said there by Muster: top-level messages and replies, oldest first. */
export function messagesIn(slack: Slack, place: Place): readonly Message[] {
  return slack.state.channels
    .filter(({ name, kind, members }) => {
      if (typeof place === "string") return name === place;
      if (place instanceof RegExp) return place.test(name);
      return kind === "im" && members.includes(idOf(slack, place.dm));
    })
    .flatMap(({ id }) =>
      slack.state
        .messages(id)
        .flatMap((each) => (each.replyCount > 0 ? slack.state.thread(id, each.ts) : [each])),
    )
    .filter(({ subtype = "" }) => !subtype.startsWith("channel_"));
}

/** Those that hold the text, in their own text or in a block. */
export function find(slack: Slack, place: Place, text: string | RegExp): readonly Message[] {
  return messagesIn(slack, place).filter((message) => has(message, text));
}

export function has(
  { text, blocks }: Pick<Message, "text" | "blocks">,
  wanted: string | RegExp,
): boolean {
  const all = `${text}\n${JSON.stringify(blocks)}`;
  return typeof wanted === "string" ? all.includes(wanted) : wanted.test(all);
}

/** Resolves with what `look` finds, now or after the next changes in Slack. */
export async function seen<T>(slack: Slack, what: string, look: () => T | undefined): Promise<T> {
  const found = look();
  if (found !== undefined) return found;
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => {
    const all = messagesIn(slack, /./).map(({ text }) => text);
    reject(new Error(`waited ${PATIENCE_MS / 1000} s for ${what}. There is:\n${all.join("\n")}`));
  }, PATIENCE_MS);
  const stop = slack.onChange(() => {
    const now = look();
    if (now !== undefined) resolve(now);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    stop();
  }
}

export async function expectMessage(
  slack: Slack,
  place: Place,
  text: string | RegExp,
): Promise<Message> {
  return await seen(slack, `a message like ${text} in ${JSON.stringify(place)}`, () =>
    find(slack, place, text).at(-1),
  );
}

export async function expectEphemeral(
  slack: Slack,
  user: string,
  text: string | RegExp,
): Promise<Ephemeral> {
  return await seen(slack, `words to ${user} alone like ${text}`, () =>
    slack.state.ephemerals(idOf(slack, user)).findLast((message) => has(message, text)),
  );
}

/** Resolves once the message has a button of this label. */
export async function click(
  slack: Slack,
  user: string,
  { channelId, ts }: Message,
  label: string,
): Promise<Outcome> {
  const button = await seen(slack, `a button ${label}`, () =>
    findButton(slack.state.message(channelId, ts)?.blocks ?? [], label),
  );
  return await slack.as(idOf(slack, user)).click(channelId, ts, button);
}

export async function command(
  slack: Slack,
  user: string,
  text: string,
  channel = "incidents",
): Promise<Outcome> {
  const [name = "", ...words] = text.split(" ");
  const { id } = slack.state.channel(channel) ?? {};
  assert.ok(id, `no channel ${channel}`);
  return await slack.as(idOf(slack, user)).command(id, name, words.join(" "));
}

export function idOf(slack: Slack, name: string): string {
  const user = slack.state.users.find((each) => each.name === name);
  assert.ok(user, `nobody is called ${name}`);
  return user.id;
}
