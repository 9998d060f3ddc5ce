// Remembers which conversation the direct messages with a person are in: Slack tells it only by the way.
import type { Context } from "../../operations/context.ts";
import { recordSetting } from "../../operations/record-delivery.ts";
import { findSetting } from "../../storage/settings.ts";

const keyOf = (user: string): string => `slack.dm.${user}`;

/** Undefined until Muster and the person have met: asking Slack would take a scope that posting does not need. */
export async function findDirectMessages(
  { db }: Pick<Context, "db">,
  user: string,
): Promise<string | undefined> {
  const channel = (await findSetting(db, keyOf(user)))?.["channel"];
  return typeof channel === "string" ? channel : undefined;
}

export async function rememberDirectMessages(
  ctx: Context,
  user: string,
  channel: string,
): Promise<void> {
  if ((await findDirectMessages(ctx, user)) === channel) return;
  await recordSetting(ctx, keyOf(user), { channel });
}
