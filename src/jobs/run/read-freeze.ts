// What a run reads of freezes: out of Muster's own database, and of GitHub before one is declared.
import type { Freeze, RepositoryPreflight } from "../../domain/freeze/freeze.ts";
import { isEnforced, isHolding } from "../../domain/freeze/freeze.ts";
import { sightOf } from "../../domain/freeze/sight.ts";
import type { HoldValue } from "../../domain/runbook/effect/plan-freeze.ts";
import { escapeText } from "../../domain/runbook/language/sink.ts";
import type { EffectRef, FreezeRead } from "../../domain/runbook/state/change.ts";
import type { FreezePreflight } from "../../domain/runbook/state/freeze-sight.ts";
import type { ReadAnswer } from "../../domain/runbook/state/run-event.ts";
import { findFreezeByEffect, findFreezeByNumber, listOpenFreezes } from "../../storage/freezes.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import { words } from "../../words/words.ts";
import { effectId } from "./effect-id.ts";
import { preflightRepositories } from "./preflight-freeze.ts";
import { reportFreeze } from "./report-freeze.ts";
import type { RunDeps } from "./run-deps.ts";

export async function readFreeze(
  deps: RunDeps,
  runId: string,
  request: FreezeRead,
): Promise<ReadAnswer> {
  const { ctx } = deps;
  switch (request.kind) {
    case "freeze-preflight":
      return answer(summary(await preflightRepositories(deps, request.repositories)));
    case "frozen-by":
      return answer(await heldBy(deps, request.repositories));
    case "freeze": {
      const freeze = await findWanted(deps, runId, request.freeze);
      if (!freeze) return GONE;
      return answer(sightOf(freeze, await listFrozenRepositories(ctx.db), ctx.clock.now()));
    }
    case "freeze-report": {
      const freeze = await findWanted(deps, runId, request.freeze);
      const report = freeze && (await reportFreeze(deps, freeze));
      return report ? answer(report) : GONE;
    }
  }
}

const GONE: ReadAnswer = { ok: true, status: 404, json: {} };
const answer = (json: unknown): ReadAnswer => ({ ok: true, status: 200, json });

async function findWanted(
  { ctx }: RunDeps,
  runId: string,
  freeze: string | EffectRef,
): Promise<Freeze | undefined> {
  if (typeof freeze !== "string") return await findFreezeByEffect(ctx.db, effectId(runId, freeze));
  const number = /^FRZ-(\d{1,9})$/.exec(freeze)?.[1];
  return number === undefined ? undefined : await findFreezeByNumber(ctx.db, Number(number));
}

function summary(found: readonly RepositoryPreflight[]): FreezePreflight {
  const ok = found.filter(isEnforced).length;
  const escaped = found.map((each) => ({ ...each, findings: each.findings.map(escapeText) }));
  return {
    ok,
    failed: found.length - ok,
    open_prs: found.reduce((sum, { openPulls }) => sum + openPulls, 0),
    auto_merge: found.reduce((sum, { autoMerge }) => sum + autoMerge.length, 0),
    text: words.freezeStep.preflight(escaped),
  };
}

/** What is wanted now, by which freezes: shown beside what the declaration would add to it. */
async function heldBy({ ctx }: RunDeps, repositories: readonly string[]): Promise<HoldValue> {
  const now = ctx.clock.now();
  const wanted = new Set(repositories.map((repository) => repository.toLowerCase()));
  const holding = (await listOpenFreezes(ctx.db)).filter((freeze) => isHolding(freeze, now));
  const named = ({ scope }: Freeze): readonly string[] =>
    scope.repositories.map((each) => each.toLowerCase()).filter((each) => wanted.has(each));
  const by = holding.filter((freeze) => named(freeze).length > 0);
  return {
    held: new Set(by.flatMap(named)).size,
    of: repositories.length,
    by: by.map(({ number }) => `FRZ-${number}`),
  };
}
