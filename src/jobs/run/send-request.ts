// Sends one change to its target: claimed before the socket opens, its fate reported whatever it is.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import type { HttpAnswer } from "../../domain/runbook/state/run-event.ts";
import type { Answer } from "../../integrations/answer.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import { advanceRun } from "../../operations/advance-run.ts";
import { findRun } from "../../storage/runs.ts";
import { effectId } from "./effect-id.ts";
import { type IntentOf, type RunDeps, report } from "./run-deps.ts";
import { sendFreeze } from "./send-freeze.ts";

type SendRequest = IntentOf<"send-request">;

/**
 * The claim is committed (`effect-sent`) before the socket opens. Where an uncertain try finds it
 * taken, a process died in mid-call: nobody knows what came of it, and the run's `repeat` rule decides.
 */
export async function sendRequest(
  deps: RunDeps,
  runId: string,
  intent: SendRequest,
  { isUncertain }: Attempt,
): Promise<Outcome> {
  const { step, attempt, send } = intent;
  const at = { step, attempt, send };
  // Before the claim, which is a try of its own.
  const tooOld = await keyTooOld(deps, runId, intent);
  const claimed = await advanceRun(deps.ctx, runId, { ...at, type: "effect-sent" });
  if (!claimed?.ok && isUncertain) {
    const message = "Muster stopped while the request was under way.";
    return await report(deps, runId, { ...at, type: "effect-lost", message });
  }
  if (!claimed?.ok) return { kind: "dropped", reason: "the run had moved on" };
  const fate: Fate = tooOld
    ? { type: "effect-lost", message: tooOld }
    : await carryOut(deps, runId, intent);
  return await report(deps, runId, { ...at, ...fate });
}

type Fate =
  | { readonly type: "effect-answered"; readonly answer: HttpAnswer }
  | { readonly type: "effect-not-sent" | "effect-lost"; readonly message: string };

async function carryOut(
  deps: RunDeps,
  runId: string,
  { effect, change, stub, real }: SendRequest,
): Promise<Fate> {
  const { targets } = deps;
  const isRehearsal = stub !== undefined && targets.hasRehearsal(change);
  if (stub && !isRehearsal && !real) return { type: "effect-answered", answer: stub };
  if (change.kind === "freeze" || change.kind === "lift-freeze") {
    return { type: "effect-answered", answer: await sendFreeze(deps, runId, { effect, change }) };
  }
  try {
    const answer = await targets.send(change, {
      effectId: effectId(runId, effect),
      at: isRehearsal ? "rehearsal" : "production",
    });
    return { type: "effect-answered", answer: withoutNothing(answer) };
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    const type = error.isUnsent ? "effect-not-sent" : "effect-lost";
    return { type, message: error.message };
  }
}

function withoutNothing({ excerpt, ...answer }: Answer): HttpAnswer {
  return { ...answer, ...(excerpt !== "" && { excerpt }) };
}

/**
 * Why a keyed request may not be sent once more: the other side may have forgotten the key, and
 * would take it for a new request. Undefined where it may.
 */
async function keyTooOld(
  { ctx, targets }: RunDeps,
  runId: string,
  { step, send, change, stub }: SendRequest,
): Promise<string | undefined> {
  if (send <= 1 || change.kind !== "http" || stub) return undefined;
  const run = await findRun(ctx.db, runId);
  const effect = run?.state.steps.find(({ id }) => id === step)?.effect;
  if (effect?.repeat !== "keyed") return undefined;
  const { keyTtlMs = null } = targets.connections[change.connection] ?? {};
  const first = effect.firstSentAt ?? effect.sentAt;
  const ageMs = first ? ctx.clock.now().getTime() - Date.parse(first) : 0;
  if (keyTtlMs !== null && ageMs < keyTtlMs) return undefined;
  const forgets =
    keyTtlMs === null
      ? `${change.connection} has no key_ttl in muster.yml, so it may have forgotten the first request`
      : `the first request is older than the key_ttl of ${change.connection}, which may have forgotten it`;
  return `Not sent again: ${forgets}. Look there whether it happened.`;
}
