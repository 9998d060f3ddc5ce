// Declares a freeze for a run, or lifts the one it declared: in one transaction, the same effect once.
import type {
  EffectRef,
  FreezeDeclaration,
  FreezeLift,
} from "../../domain/runbook/state/change.ts";
import type { HttpAnswer } from "../../domain/runbook/state/run-event.ts";
import type { RunDeps } from "./run-deps.ts";

type Sending = {
  readonly effect: EffectRef;
  readonly change: FreezeDeclaration | FreezeLift;
};

export async function sendFreeze(
  _deps: RunDeps,
  _runId: string,
  { change }: Sending,
): Promise<HttpAnswer> {
  const excerpt = `Nothing carries out ${change.kind} yet.`;
  return await Promise.resolve({ status: 501, excerpt });
}
