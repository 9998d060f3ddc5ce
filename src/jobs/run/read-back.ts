// Reads at a target how things are: before an effect, after it, and while it goes on.
import type { Outcome } from "../../domain/effect.ts";
import type { FreezeRead, Read } from "../../domain/runbook/state/change.ts";
import { effectId } from "./effect-id.ts";
import { readFreeze } from "./read-freeze.ts";
import { type IntentOf, type RunDeps, report } from "./run-deps.ts";

export async function readBack(
  deps: RunDeps,
  runId: string,
  intent: IntentOf<"read-back">,
): Promise<Outcome> {
  const { step, attempt, reading, request, stub } = intent;
  const at = { step, attempt, reading };
  const isDrill = stub !== undefined;
  // What a drill did not change out there cannot be read there.
  if (isDrill && !deps.targets.hasRehearsal(request)) {
    return await report(deps, runId, { type: "read-answered", ...at, answer: stub });
  }
  if (isOfFreeze(request)) {
    const answer = await readFreeze(deps, runId, request);
    return await report(deps, runId, { type: "read-answered", ...at, answer });
  }
  const answer = await deps.targets.read(request, {
    idOf: (effect) => effectId(runId, effect),
    at: isDrill ? "rehearsal" : "production",
  });
  return await report(deps, runId, { type: "read-answered", ...at, answer });
}

/** Muster reads its own freezes itself. */
function isOfFreeze(request: Read): request is FreezeRead {
  switch (request.kind) {
    case "freeze-preflight":
    case "freeze":
    case "frozen-by":
    case "freeze-report":
      return true;
    case "http":
    case "flag-state":
    case "deployments":
    case "deployment":
    case "workflow-run":
      return false;
  }
}
