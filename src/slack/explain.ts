// What a person is told when something broke that no refusal foresaw, and whether it will be tried again.
import { settleSlackRequest } from "../operations/accept-slack-request.ts";
import { AlreadyApplied } from "../operations/context.ts";
import { words } from "../words/words.ts";
import type { PersonRequest } from "./request.ts";
import type { SlackParts } from "./turn.ts";

/** Undefined where the same request was carried out before: its answer was given then. */
export async function explain(
  parts: SlackParts,
  request: PersonRequest,
  failure: { readonly error: unknown; readonly isCommitted: boolean },
): Promise<string | undefined> {
  const { error, isCommitted } = failure;
  const { key, kind, user } = request;
  if (error instanceof AlreadyApplied) {
    parts.log.info({ key, kind }, "A request that was carried out before changed nothing.");
    return undefined;
  }
  const ref = parts.deps.newId().replaceAll("-", "").slice(-4).toUpperCase();
  parts.log.error({ err: error, key, kind, user, ref }, "A request from Slack failed.");
  if (isCommitted) return words.refusal.failedAfter(ref);
  return (await isSettled(parts, key)) ? words.refusal.failed(ref) : words.refusal.kept(ref);
}

/** What cannot be settled (the database is away) is taken up again once it can: that is said instead. */
async function isSettled({ deps, log }: SlackParts, key: string): Promise<boolean> {
  try {
    await settleSlackRequest(deps, key);
    return true;
  } catch (error) {
    log.error({ err: error, key }, "A failed request stays open and will be taken up again.");
    return false;
  }
}
