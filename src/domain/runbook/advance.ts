// The interpreter: a run and one event make the next run and what the world is asked for.
import type { Runbook } from "./format.ts";
import type { Intent } from "./intent.ts";
import type { Scalar } from "./json.ts";
import type { RunRefusal } from "./refusal.ts";
import type { Person, RunFacts, RunState } from "./run.ts";
import type { RunEvent } from "./run-event.ts";

/** `chance` in [0, 1) spreads retries; with the same moment the same event gives the same run. */
export type Moment = { readonly now: Date; readonly chance: number };

export type Advance =
  | { readonly ok: true; readonly run: RunState; readonly intents: readonly Intent[] }
  | { readonly ok: false; readonly run: RunState; readonly refusal: RunRefusal };

export type Start = {
  readonly id: string;
  readonly inputs: Readonly<Record<string, Scalar>>;
  readonly by: Person;
  readonly facts: RunFacts;
};

export declare function startRun(
  runbook: Runbook,
  start: Start,
  moment: Moment,
): { readonly run: RunState; readonly intents: readonly Intent[] };

export declare function advance(
  runbook: Runbook,
  run: RunState,
  event: RunEvent,
  moment: Moment,
): Advance;
