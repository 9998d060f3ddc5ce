// One feature flag in one environment, whatever system keeps it.
import type { FlagSetting } from "../../domain/runbook/state/change.ts";
import type { Answer } from "../answer.ts";
import type { HttpCaller } from "../http-caller.ts";
import { openLaunchDarkly } from "./launch-darkly.ts";
import { openUnleash } from "./unleash.ts";

export type FlagRef = {
  readonly project: string;
  readonly env: string;
  readonly flag: string;
};

/** `variation`: the one that everybody gets while the flag is on; null where there are none or several. */
export type FlagState = { readonly state: "on" | "off"; readonly variation: string | null };

export type FlagRead =
  | { readonly ok: true; readonly status: number; readonly json: FlagState }
  | { readonly ok: false; readonly message: string };

/** Both throw IntegrationError where no whole answer came. */
export type FlagClient = {
  /** The answer is the system's own status; its excerpt is a sentence where it refused. */
  set(ref: FlagRef, setting: FlagSetting, effectId: string): Promise<Answer>;
  read(ref: FlagRef): Promise<FlagRead>;
};

/** Undefined for a connection that keeps no flags. */
export function openFlagClient(caller: HttpCaller): FlagClient | undefined {
  switch (caller.connection.kind) {
    case "unleash":
      return openUnleash(caller);
    case "launchdarkly":
      return openLaunchDarkly(caller);
    case "http":
    case "prometheus":
      return undefined;
  }
}
