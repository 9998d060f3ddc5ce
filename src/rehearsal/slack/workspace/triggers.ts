// Owns trigger ids: each lets the app open one modal for one person within three seconds.
import { randomInt } from "node:crypto";
import { makeToken } from "./ids.ts";
import type { Mark, Time } from "./time.ts";

const lifetimeMs = 3000;

export type Trigger = { readonly userId: string; readonly viewId?: string };

export type Triggers = {
  issue(trigger: Trigger): string;
  /** Takes the trigger; each works once. */
  redeem(
    triggerId: string,
  ):
    | { ok: true; trigger: Trigger }
    | { ok: false; error: "invalid_trigger_id" | "expired_trigger_id" | "exchanged_trigger_id" };
};

type Issued = { readonly trigger: Trigger; readonly mark: Mark; isUsed: boolean };

/** How many are remembered, so that an old one is "expired" and not "invalid". */
const remembered = 10_000;

export function createTriggers(time: Time): Triggers {
  const issued = new Map<string, Issued>();
  return {
    issue: (trigger) => {
      const id = `${randomInt(1e12)}.${randomInt(1e12)}.${makeToken(16)}`;
      issued.set(id, { trigger, mark: time.mark(), isUsed: false });
      if (issued.size > remembered) {
        const [oldest] = issued.keys();
        issued.delete(oldest ?? "");
      }
      return id;
    },
    redeem: (triggerId) => {
      const found = issued.get(triggerId);
      if (found === undefined) {
        return { ok: false, error: "invalid_trigger_id" };
      }
      if (found.isUsed) {
        return { ok: false, error: "exchanged_trigger_id" };
      }
      if (time.since(found.mark) > lifetimeMs) {
        return { ok: false, error: "expired_trigger_id" };
      }
      found.isUsed = true;
      return { ok: true, trigger: found.trigger };
    },
  };
}
