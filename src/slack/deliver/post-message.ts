// Posts one message, marked as ours, and mends what can be mended: membership, and blocks that Slack refuses.
import type { MessageMetadata } from "@slack/types";
import { z } from "zod";
import { words } from "../../words/words.ts";
import { context } from "../blocks/elements.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { cut } from "../mrkdwn.ts";
import { joinChannel } from "./channels.ts";
import type { Courier } from "./courier.ts";
import type { Place } from "./places.ts";
import { isRefused, SlackRefused } from "./slack-failure.ts";

export const EFFECT_EVENT = "muster_effect";

/** Anybody in the channel can read this: an id and nothing else. */
function effectMark(effectId: string): MessageMetadata {
  return { event_type: EFFECT_EVENT, event_payload: { effect: effectId } };
}

const posted = z.object({ channel: z.string(), ts: z.string() });
export type Posted = z.infer<typeof posted>;

/** Nothing in a text of ours is to be parsed, linked or unfolded by Slack. */
const QUIET = { parse: "none", link_names: false } as const;
const NO_UNFURL = { unfurl_links: false, unfurl_media: false } as const;

export async function postMessage(
  courier: Courier,
  place: Place,
  drawn: Drawn,
  effectId: string,
): Promise<Posted> {
  const args = {
    channel: place.channel,
    ...(place.threadTs && { thread_ts: place.threadTs }),
    metadata: effectMark(effectId),
    ...QUIET,
    ...NO_UNFURL,
  };
  const post = async (content: Drawn) =>
    await courier.call("chat.postMessage", { ...args, ...filled(content) }, posted);
  try {
    return await plainerWhereRefused(courier, drawn, post);
  } catch (error) {
    if (!isRefused(error, "not_in_channel")) throw error;
    await joinChannel(courier, place.channel);
    return await plainerWhereRefused(courier, drawn, post);
  }
}

export async function updateMessage(courier: Courier, at: Posted, drawn: Drawn): Promise<void> {
  await plainerWhereRefused(courier, drawn, async (content) => {
    await courier.call("chat.update", { ...at, ...QUIET, ...filled(content) }, z.object({}));
  });
}

/** Text alone takes the blocks of an earlier version away. */
function filled({ text, blocks }: Drawn): Pick<Drawn, "text"> | Drawn {
  return blocks.length > 0 ? { text, blocks } : { text };
}

/** A card that Slack finds wrong is our bug: people still get its sentence, and the log the reason. */
async function plainerWhereRefused<T>(
  { log }: Courier,
  drawn: Drawn,
  send: (content: Drawn) => Promise<T>,
): Promise<T> {
  try {
    return await send(drawn);
  } catch (error) {
    if (!(error instanceof SlackRefused) || error.verdict !== "content") throw error;
    log.error({ err: error, blocks: drawn.blocks }, "Slack refused what Muster drew");
    return await send({ text: cut(drawn.text, 1_000), blocks: [] });
  }
}

/** A repeat that could not be ruled out says so. */
export function markRepeat({ text, blocks }: Drawn): Drawn {
  const mark = words.message.mayRepeat();
  return fitMessage({ text: `${text} ${mark}`, blocks: [...blocks, context(`_${mark}_`)] });
}
