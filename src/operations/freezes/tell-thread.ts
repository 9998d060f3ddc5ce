// Says something in the thread of a freeze's announcement.
import type { Effect } from "../../domain/effect.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import type { FreezeNews } from "../../domain/freeze/news.ts";
import { oweEffects, type Tx } from "../context.ts";
import { aboutOf } from "./ask-voters.ts";

/** Before it is announced it has none, and nothing is said. */
export async function tellThread(
  tx: Tx,
  freeze: Freeze,
  ...all: readonly FreezeNews[]
): Promise<void> {
  if (freeze.scheduledAt === undefined) return;
  const to = { in: "freeze-thread", freezeId: freeze.id } as const;
  const posts = all.map((news): Effect => {
    return { kind: "post", to, message: { kind: "freeze-news", ...aboutOf(freeze), news } };
  });
  await oweEffects(tx, posts);
}
