// Knows whether Slack can be used: opens after failures in a row, lets one probe through at a time, says why.
import type { Clock } from "../../clock.ts";

export type SlackHealth = {
  /** up; down: no answers come; refused: Slack answers, but the installation is broken. */
  readonly state: "up" | "down" | "refused";
  readonly since: Date | null;
  readonly reason: string | null;
  /** Scopes that Slack asked for and the token lacks. */
  readonly missingScopes: readonly string[];
};

export type Circuit = {
  /** 0: go ahead. Otherwise the ms until it is worth asking again. */
  holdMs(): number;
  worked(): void;
  /** No answer, or Slack failing inside itself. */
  failed(reason: string): void;
  /** Slack turned us away: token, account, organisation. */
  turnedAway(reason: string): void;
  lacksScope(scope: string): void;
  health(): SlackHealth;
};

export type CircuitLog = {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};

const FAILURES = 3;
const WITHIN_MS = 30_000;
const PROBE_MS = 15_000;
export function createCircuit(clock: Clock, log: CircuitLog): Circuit {
  let state: SlackHealth["state"] = "up";
  let since: Date | null = null;
  let reason: string | null = null;
  let nextProbeAt = 0;
  let failures: number[] = [];
  const missing = new Set<string>();

  function open(next: "down" | "refused", why: string): void {
    const now = clock.now();
    if (state !== next) {
      since = now;
      log.error({ state: next, reason: why }, "Slack cannot be used; effects stay owed");
    }
    state = next;
    reason = why;
    nextProbeAt = now.getTime() + PROBE_MS;
  }

  return {
    holdMs() {
      if (state === "up") return 0;
      const now = clock.now().getTime();
      if (now < nextProbeAt) return nextProbeAt - now;
      // This caller is the probe; the others wait for what it finds.
      nextProbeAt = now + PROBE_MS;
      return 0;
    },
    worked() {
      failures = [];
      if (state === "up") return;
      log.warn({ state: "up", was: state, since }, "Slack can be used again");
      state = "up";
      since = clock.now();
      reason = null;
    },
    failed(why) {
      const now = clock.now().getTime();
      failures = [...failures.filter((at) => now - at < WITHIN_MS), now];
      if (state === "down" || failures.length >= FAILURES) open("down", why);
    },
    turnedAway(why) {
      open("refused", why);
    },
    lacksScope(scope) {
      if (missing.has(scope)) return;
      missing.add(scope);
      log.error({ scope }, "the Slack token lacks a scope; add it to the app and install it again");
    },
    health: () => ({ state, since, reason, missingScopes: [...missing] }),
  };
}
