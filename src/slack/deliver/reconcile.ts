// After a lost answer: finds out whether the message is there, by the effect id it carries.
import { z } from "zod";
import type { Attempt } from "../../domain/effect.ts";
import type { Courier } from "./courier.ts";
import type { Place } from "./places.ts";
import { EFFECT_EVENT, type Posted } from "./post-message.ts";
import { Held, SlackRefused } from "./slack-failure.ts";

const found = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
        .partial()
        .optional(),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default("") }).optional(),
});

/** posted: it is there. absent: it is not. unseen: Slack does not let us look. */
export type Sighting =
  | { readonly kind: "posted"; readonly at: Posted }
  | { readonly kind: "absent" }
  | { readonly kind: "unseen" };

/** Our clock and Slack's may differ by as much. */
const SKEW_MS = 60_000;
const MOST_PAGES = 5;

export async function findPosted(
  courier: Courier,
  place: Place,
  attempt: Attempt,
): Promise<Sighting> {
  try {
    return await search(courier, place.isDm ? await openDm(courier, place) : place, attempt);
  } catch (error) {
    // Without the optional scope, or outside the channel, there is nothing to look at.
    if (error instanceof SlackRefused) return { kind: "unseen" };
    throw error;
  }
}

const opened = z.object({ channel: z.object({ id: z.string() }) });

/** A person's id takes a post, but only the conversation with them has a history. */
async function openDm(courier: Courier, place: Place): Promise<Place> {
  if (place.channel.startsWith("D")) return place;
  const { channel } = await courier.call("conversations.open", { users: place.channel }, opened);
  return { ...place, channel: channel.id };
}

async function search(courier: Courier, place: Place, attempt: Attempt): Promise<Sighting> {
  const { channel, threadTs } = place;
  const where = threadTs ? { channel, ts: threadTs } : { channel };
  const method = threadTs ? "conversations.replies" : "conversations.history";
  const oldest = String((attempt.createdAt.getTime() - SKEW_MS) / 1000);
  const args = { ...where, oldest, include_all_metadata: true, limit: 200 };
  let cursor = "";
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await courier.call(method, { ...args, ...(cursor && { cursor }) }, found);
    const ours = page.messages.find((message) => isOf(attempt.id, message.metadata));
    if (ours) return { kind: "posted", at: { channel, ts: ours.ts } };
    cursor = page.response_metadata?.next_cursor ?? "";
    if (!cursor) break;
  }
  return { kind: "absent" };
}

type Mark = z.infer<typeof found>["messages"][number]["metadata"];

function isOf(effectId: string, mark: Mark): boolean {
  return mark?.event_type === EFFECT_EVENT && mark.event_payload?.["effect"] === effectId;
}

/** How long to wait before repeating what cannot be looked up. */
const UNSEEN_WAIT_MS = 30_000;

/** Returns once the wait since the answer was lost is over; throws Held until then. */
export async function waitBeforeRepeat(courier: Courier, attempt: Attempt): Promise<void> {
  const now = courier.clock.now().getTime();
  const known = attempt.progress["lostAt"];
  const lostAt = typeof known === "number" ? known : now;
  if (known === undefined) await attempt.saveProgress({ ...attempt.progress, lostAt });
  const left = lostAt + UNSEEN_WAIT_MS - now;
  if (left > 0) throw new Held("its answer was lost, and Slack does not let Muster look", left);
}
