// Finds channels by name: remembered, looked up, and for the channels of announcements and of releases made where missing.
import { z } from "zod";
import { recordSetting } from "../../operations/record-delivery.ts";
import { findSetting } from "../../storage/settings.ts";
import type { Courier } from "./courier.ts";
import { Held, Hopeless, isRefused } from "./slack-failure.ts";

export const channelShape = z.object({
  id: z.string(),
  name: z.string(),
  creator: z.string().default(""),
  created: z.number().default(0),
  is_archived: z.boolean().default(false),
  is_member: z.boolean().default(false),
});
export type ListedChannel = z.infer<typeof channelShape>;

const page = z.object({
  channels: z.array(channelShape),
  response_metadata: z.object({ next_cursor: z.string().default("") }).optional(),
});

const PAGE = 1_000;
/** 20 pages are 20,000 channels: beyond that the id belongs into the configuration. */
const MOST_PAGES = 20;

export async function listChannel(
  { call }: Courier,
  name: string,
): Promise<ListedChannel | undefined> {
  let cursor = "";
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const args = { types: "public_channel", exclude_archived: false, limit: PAGE };
    const { channels, response_metadata: next } = await call(
      "conversations.list",
      { ...args, ...(cursor && { cursor }) },
      page,
    );
    const found = channels.find((channel) => channel.name === name);
    if (found) return found;
    cursor = next?.next_cursor ?? "";
    if (!cursor) return undefined;
  }
  return undefined;
}

const CHANNEL_ID = /^[CGD][A-Z0-9]{2,}$/;
const keyOf = (name: string): string => `slack.channel.${name}`;

/** The id of a channel given by id or name, joined where needed. */
export async function findChannel(courier: Courier, ref: string): Promise<string> {
  if (CHANNEL_ID.test(ref)) return ref;
  const name = ref.replace(/^#/, "");
  const known = (await findSetting(courier.ctx.db, keyOf(name)))?.["id"];
  if (typeof known === "string") return known;
  const id = await lookUp(courier, name);
  await recordSetting(courier.ctx, keyOf(name), { id });
  return id;
}

export const findAnnounceChannel = (courier: Courier): Promise<string> =>
  findChannel(courier, courier.ctx.shop.announceChannel);

export const findReleaseChannel = (courier: Courier): Promise<string> =>
  findChannel(courier, courier.ctx.shop.freeze.channel);

/** A channel that was remembered is gone or archived: look it up again next time. */
export async function forgetChannel(courier: Courier, ref: string): Promise<void> {
  await recordSetting(courier.ctx, keyOf(ref.replace(/^#/, "")), {});
}

async function lookUp(courier: Courier, name: string): Promise<string> {
  const listed = await listChannel(courier, name);
  if (!listed || listed.is_archived) return await makeChannel(courier, name, listed);
  if (!listed.is_member) await joinChannel(courier, listed.id);
  return listed.id;
}

const created = z.object({ channel: channelShape });

/** Where Muster announces it makes the channel itself; any other name is a mistake of the configuration. */
async function makeChannel(
  courier: Courier,
  name: string,
  archived: ListedChannel | undefined,
): Promise<string> {
  if (archived) throw new Hopeless(`#${name} is archived in Slack; unarchive it or name another`);
  const { announceChannel, freeze } = courier.ctx.shop;
  if (name !== announceChannel && name !== freeze.channel) {
    throw new Hopeless(`there is no public channel #${name} in Slack`);
  }
  try {
    const { channel } = await courier.call("conversations.create", { name }, created);
    return channel.id;
  } catch (error) {
    // Made by another replica a moment ago, or a private channel that Muster cannot see.
    if (isRefused(error, "name_taken")) throw new Held(`#${name} exists but is not listed`, 5_000);
    if (isRefused(error, "restricted_action")) {
      throw new Hopeless(`Slack does not let Muster make #${name}; make it and invite Muster`);
    }
    throw error;
  }
}

export async function joinChannel({ call }: Courier, channel: string): Promise<void> {
  await call("conversations.join", { channel }, z.object({}));
}
