// How a call to Slack can fail, as typed errors that an effect can repair or hand on.
import type { Verdict } from "./verdicts.ts";

/** Slack understood the call and said no. */
export class SlackRefused extends Error {
  override readonly name = "SlackRefused";
  readonly method: string;
  readonly code: string;
  readonly verdict: Verdict;
  /** The scope that is missing, where one is. */
  readonly needed: string | undefined;

  constructor(
    method: string,
    refused: {
      code: string;
      verdict: Verdict;
      needed?: string | undefined;
      messages: readonly string[];
    },
  ) {
    const { code, needed, messages } = refused;
    const scope = needed ? ` (needs the scope ${needed})` : "";
    super(`${method}: ${code}${scope}${messages.length > 0 ? `: ${messages.join("; ")}` : ""}`);
    this.method = method;
    this.code = code;
    this.verdict = refused.verdict;
    this.needed = needed;
  }
}

/** No usable answer came. */
export class SlackSilent extends Error {
  override readonly name = "SlackSilent";
  /** False where provably nothing left, or where repeating the call changes nothing. */
  readonly mayHaveHappened: boolean;

  constructor(message: string, mayHaveHappened: boolean, options?: ErrorOptions) {
    super(message, options);
    this.mayHaveHappened = mayHaveHappened;
  }
}

/** Not now: a limit, an outage, or something that must exist first. Nothing was sent. */
export class Held extends Error {
  override readonly name = "Held";
  readonly afterMs: number;

  constructor(reason: string, afterMs: number) {
    super(reason);
    this.afterMs = afterMs;
  }
}

/** Something must exist first: asked for again soon, and less often the longer it takes. */
export class NotYet extends Error {
  override readonly name = "NotYet";
}

/** The effect has lost its meaning. */
export class Pointless extends Error {
  override readonly name = "Pointless";
}

/** A person who is named in the configuration is not known in Slack, or not yet: the directory may be being read. */
export class Nobody extends Error {
  override readonly name = "Nobody";
}

/** The effect cannot be carried out, and a person has to know. */
export class Hopeless extends Error {
  override readonly name = "Hopeless";
}

export function isRefused(error: unknown, ...codes: readonly string[]): error is SlackRefused {
  return error instanceof SlackRefused && (codes.length === 0 || codes.includes(error.code));
}
