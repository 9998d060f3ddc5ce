// Requests from Slack are stored before they are acted on: each takes effect once, and none is lost by a crash.
import {
  claimUnsettledSlackRequests,
  deleteSlackRequest,
  insertSlackRequest,
  type SlackRequest,
  saveSlackRequestSettled,
} from "../storage/slack-requests.ts";
import type { Deps } from "./context.ts";

type Parts = Pick<Deps, "db" | "clock">;

/** Whoever handles a request gets this long before another process takes it up. */
const ABANDONED_MS = 10_000;
/** Older than this, a click would surprise the person who made it. */
const STALE_MS = 15 * 60_000;
const MOST_ATTEMPTS = 5;

/** False where the same request was accepted before: it must not be acted on again. */
export async function acceptSlackRequest(
  deps: Parts,
  request: { readonly key: string; readonly body: Record<string, unknown> },
): Promise<boolean> {
  return await insertSlackRequest(deps.db, { ...request, receivedAt: deps.clock.now() });
}

/** Handled to the end, its answer given. */
export async function settleSlackRequest(deps: Parts, key: string): Promise<void> {
  await saveSlackRequestSettled(deps.db, key, deps.clock.now());
}

/** Answered with corrections to make: the same form, sent again, is a new request. */
export async function releaseSlackRequest(deps: Parts, key: string): Promise<void> {
  await deleteSlackRequest(deps.db, key);
}

/** What a crash left behind, oldest first; what is too old to act on is given up and not returned. */
export async function takeUpSlackRequests(deps: Parts): Promise<readonly SlackRequest[]> {
  const now = deps.clock.now().getTime();
  const left = await claimUnsettledSlackRequests(
    deps.db,
    new Date(now - ABANDONED_MS),
    MOST_ATTEMPTS,
  );
  const isStale = (request: SlackRequest) => request.receivedAt.getTime() < now - STALE_MS;
  for (const request of left.filter(isStale)) await settleSlackRequest(deps, request.key);
  return left
    .filter((request) => !isStale(request))
    .sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
}
