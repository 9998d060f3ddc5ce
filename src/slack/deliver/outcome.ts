// From how an attempt failed to what the ledger does with it: again, look first, give up, let go.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import { TRIES_FOR_A_NAME } from "./find-user.ts";
import {
  Held,
  Hopeless,
  Nobody,
  NotYet,
  Pointless,
  SlackRefused,
  SlackSilent,
} from "./slack-failure.ts";

/** Undefined where the error is none of those that a call to Slack can end in. */
export function outcomeOf(
  error: unknown,
  attempt: Attempt,
  chance: () => number,
): Outcome | undefined {
  if (error instanceof Pointless) return { kind: "dropped", reason: error.message };
  if (error instanceof Hopeless) return { kind: "dead", reason: error.message };
  if (error instanceof Held) return again(error.message, error.afterMs, attempt.isUncertain);
  if (error instanceof Nobody && attempt.earlier >= TRIES_FOR_A_NAME) {
    return { kind: "dead", reason: error.message };
  }
  if (error instanceof NotYet || error instanceof Nobody) {
    const soon = Math.min(FIRST_MS * 2 ** attempt.earlier, LONGEST_WAIT_MS);
    return again(error.message, soon, attempt.isUncertain);
  }
  if (error instanceof SlackSilent) {
    const isOpen = error.mayHaveHappened || attempt.isUncertain;
    return again(error.message, backOffMs(attempt.earlier, chance), isOpen);
  }
  return error instanceof SlackRefused ? outcomeOfRefusal(error, attempt, chance) : undefined;
}

/** A broken installation is mended by a person; what is owed waits for it, as long as the circuit does. */
const FATAL_WAIT_MS = 15_000;
/** A scope comes with a new installation only. */
const NO_SCOPE_WAIT_MS = 60_000;

function outcomeOfRefusal(
  { verdict, code, message }: SlackRefused,
  attempt: Attempt,
  chance: () => number,
): Outcome {
  switch (verdict) {
    case "success":
      return { kind: "done" };
    case "drop":
      return { kind: "dropped", reason: message };
    case "fatal":
      return again(
        message,
        code === "missing_scope" ? NO_SCOPE_WAIT_MS : FATAL_WAIT_MS,
        attempt.isUncertain,
      );
    case "wait":
    case "maybe-done":
      return again(message, backOffMs(attempt.earlier, chance), attempt.isUncertain);
    case "repair":
    case "content":
    case "dead":
      return { kind: "dead", reason: message };
  }
}

/** An uncertain attempt that did not get to look stays uncertain. */
function again(reason: string, afterMs: number, isUncertain: boolean): Outcome {
  return { kind: isUncertain ? "unknown" : "later", afterMs, reason };
}

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** For what another lane is making. */
const LONGEST_WAIT_MS = 15_000;

/** 1 s, 2 s, 4 s … a minute, each shortened by chance by up to half, so that lanes do not march in step. */
function backOffMs(earlier: number, chance: () => number): number {
  const full = Math.min(FIRST_MS * 2 ** Math.min(earlier, 10), LONGEST_MS);
  return Math.round(full * (1 - chance() / 2));
}
