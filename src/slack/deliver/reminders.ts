// Keeps one reminder standing at a time: the earlier one goes when a new one comes, or what it asked for.
import { z } from "zod";
import type { Message } from "../../domain/message.ts";
import { recordSetting } from "../../operations/record-delivery.ts";
import { findSetting } from "../../storage/settings.ts";
import type { Courier } from "./courier.ts";
import type { Posted } from "./post-message.ts";
import { SlackRefused } from "./slack-failure.ts";

const standing = z.object({ channel: z.string(), ts: z.string() });

const keyOf = (incidentId: string): string => `slack.reminder.${incidentId}`;

/** After a post: remembers a reminder, takes the earlier one away. */
export async function tidyReminders(courier: Courier, message: Message, at: Posted): Promise<void> {
  if (message.kind !== "update-overdue" && message.kind !== "update") return;
  const key = keyOf(message.incidentId);
  const earlier = standing.safeParse(await findSetting(courier.ctx.db, key)).data;
  if (message.kind === "update-overdue") await recordSetting(courier.ctx, key, { ...at });
  else if (earlier) await recordSetting(courier.ctx, key, {});
  if (!earlier || earlier.ts === at.ts) return;
  try {
    await courier.call("chat.delete", earlier, z.object({}));
  } catch (error) {
    // The new message stands; an old reminder that stays is untidy, no more.
    if (!(error instanceof Error)) throw error;
    const isGone = error instanceof SlackRefused && error.code === "message_not_found";
    if (!isGone) courier.log.warn({ err: error }, "an earlier reminder could not be taken away");
  }
}
