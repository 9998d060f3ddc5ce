// What a person is told when something broke that no refusal foresaw.
import { AlreadyApplied } from "../operations/context.ts";
import { words } from "../words/words.ts";
import type { PersonRequest } from "./request.ts";
import type { SlackParts } from "./turn.ts";

/** Undefined where the same request was carried out before: its answer was given then. */
export function explain(
  parts: SlackParts,
  request: PersonRequest,
  failure: { readonly error: unknown; readonly isCommitted: boolean },
): string | undefined {
  const { error, isCommitted } = failure;
  const { key, kind, user } = request;
  if (error instanceof AlreadyApplied) {
    parts.log.info({ key, kind }, "A request that was carried out before changed nothing.");
    return undefined;
  }
  const ref = parts.deps.newId().replaceAll("-", "").slice(-4).toUpperCase();
  parts.log.error({ err: error, key, kind, user, ref }, "A request from Slack failed.");
  return isCommitted ? words.refusal.failedAfter(ref) : words.refusal.failed(ref);
}
