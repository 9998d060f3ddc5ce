// Decides what the composer offers while someone types: commands, people, channels.
import type { Snapshot } from "../wire.ts";

export type Offer = {
  readonly key: string;
  readonly title: string;
  /** How it goes on, e.g. a command's words. */
  readonly hint?: string;
  readonly detail: string;
  /** The composer's whole text once this is taken. */
  readonly text: string;
};

const mostOffers = 8;

export function findOffers(text: string, data: Snapshot): readonly Offer[] {
  if (/^\/\S*$/.test(text)) return commandOffers(text, data);
  const word = /(^|\s)([@#])([\w.-]*)$/.exec(text);
  if (!word) return [];
  const before = text.slice(0, text.length - (word[2] ?? "").length - (word[3] ?? "").length);
  const wanted = (word[3] ?? "").toLowerCase();
  const offers = word[2] === "@" ? personOffers(before, data) : channelOffers(before, data);
  return offers
    .filter(({ title, detail }) => `${title} ${detail}`.toLowerCase().includes(wanted))
    .slice(0, mostOffers);
}

function commandOffers(text: string, { app }: Snapshot): readonly Offer[] {
  return app.commands
    .filter(({ name }) => name.startsWith(text.toLowerCase()))
    .map(({ name, usageHint, description }) => ({
      key: name,
      title: name,
      hint: usageHint,
      detail: description,
      text: `${name} `,
    }));
}

function personOffers(before: string, { users }: Snapshot): readonly Offer[] {
  return users
    .filter((user) => !user.deleted)
    .map((user) => ({
      key: user.id,
      title: `@${user.name}`,
      detail: user.realName,
      text: `${before}@${user.name} `,
    }));
}

function channelOffers(before: string, { channels }: Snapshot): readonly Offer[] {
  return channels
    .filter((channel) => channel.kind === "public" && !channel.isArchived)
    .map((channel) => ({
      key: channel.id,
      title: `#${channel.name}`,
      detail: channel.topic.value,
      text: `${before}#${channel.name} `,
    }));
}
