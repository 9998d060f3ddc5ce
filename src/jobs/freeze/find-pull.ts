// Asks GitHub which commit the request of an exception is about.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { GithubRefused } from "../../integrations/github/freeze/refused.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import {
  type PullAnswer,
  recordPullFacts,
  tellPullUnknown,
} from "../../operations/freezes/record-pull-facts.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { outcomeOf, type TaskOf } from "./freeze-deps.ts";

/** Tries after which whoever asked hears that GitHub does not answer. */
const QUIET_TRIES = 3;

export async function findPull(
  { ctx, targets }: RunDeps,
  { repository, pull: number, exceptionId }: TaskOf<"find-pull">,
  attempt: Attempt,
): Promise<Outcome> {
  const record = async (answer: PullAnswer): Promise<Outcome> => {
    await recordPullFacts(ctx, exceptionId, answer);
    return { kind: "done" };
  };
  if (targets.freeze.access === "none") return await record({ is: "unconnected" });
  try {
    const pull = await targets.freeze.findPull(repository, number);
    if (!pull) return await record({ is: "missing" });
    const { headSha, title, url, author, base, state } = pull;
    const facts = { headSha, title, url, author, base };
    return await record({ is: "found", facts, isOpen: state === "open" });
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    const outcome = outcomeOf(error, attempt);
    if (outcome.kind !== "later" && error instanceof GithubRefused) {
      return await record({ is: "refused", message: error.message });
    }
    if (attempt.earlier === QUIET_TRIES) await tellPullUnknown(ctx, exceptionId, error.message);
    return outcome;
  }
}
