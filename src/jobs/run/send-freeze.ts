// Declares a freeze for a run, or lifts the one it declared: in one transaction, the same effect once.
import type { FreezeDraft } from "../../domain/freeze/freeze.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type {
  EffectRef,
  FreezeDeclaration,
  FreezeLift,
} from "../../domain/runbook/state/change.ts";
import type { RunState } from "../../domain/runbook/state/run.ts";
import type { HttpAnswer } from "../../domain/runbook/state/run-event.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import type { Shop } from "../../domain/shop.ts";
import { dayMoment } from "../../domain/zone-time.ts";
import { inTransaction } from "../../operations/context.ts";
import { liftForRun } from "../../operations/freezes/change-freeze.ts";
import { declareAtOnce } from "../../operations/freezes/declare-freeze.ts";
import { findFreezeByEffect } from "../../storage/freezes.ts";
import { findRun } from "../../storage/runs.ts";
import type { Speech } from "../../words/en/refusal.ts";
import { words } from "../../words/words.ts";
import { effectId } from "./effect-id.ts";
import type { RunDeps } from "./run-deps.ts";

type Sending = {
  readonly effect: EffectRef;
  readonly change: FreezeDeclaration | FreezeLift;
};

/** Answers as a server would: 201 or 200 where it is done, 422 with the reason where it is refused. */
export async function sendFreeze(
  deps: RunDeps,
  runId: string,
  { effect, change }: Sending,
): Promise<HttpAnswer> {
  const run = await findRun(deps.ctx.db, runId);
  if (!run) return { status: 410, excerpt: "The run is gone." };
  return change.kind === "freeze"
    ? await declare(deps, { runId, effect, change, by: releasedBy(run.state, effect) })
    : await lift(deps, { runId, change, by: releasedBy(run.state, effect) });
}

async function declare(
  { ctx }: RunDeps,
  { runId, effect, change, by }: Of<FreezeDeclaration> & { readonly effect: EffectRef },
): Promise<HttpAnswer> {
  const draft = draftOf(change, ctx.shop);
  const declared = await inTransaction(ctx, async (tx) => {
    return await declareAtOnce(tx, draft, { runId, effectId: effectId(runId, effect), by });
  });
  if (!declared.ok) return refused(declared.refusal, ctx.shop);
  const { number, startsAt: starts_at, endsAt: ends_at } = declared.freeze;
  return { status: 201, json: { freeze_id: `FRZ-${number}`, starts_at, ends_at } };
}

type Of<C> = { readonly runId: string; readonly change: C; readonly by: Person };

/** A declaration that never came to be needs no lifting. Where votes are asked for first, it is tried again after them. */
async function lift({ ctx }: RunDeps, { runId, change, by }: Of<FreezeLift>): Promise<HttpAnswer> {
  const freeze = await findFreezeByEffect(ctx.db, effectId(runId, change.declared));
  if (!freeze) return { status: 200, json: {} };
  const reason = words.freezeStep.liftedByRun();
  const lifted = await liftForRun(ctx, freeze.id, { by, reason });
  if (!lifted.ok) return refused(lifted.refusal, ctx.shop);
  const { number, proposal } = lifted.freeze;
  if (proposal) {
    return { status: 422, excerpt: words.freezeStep.liftWaits(number, proposal.ballot.need) };
  }
  return { status: 200, json: { freeze_id: `FRZ-${number}` } };
}

/** What the step leaves open is as muster.yml says. */
function draftOf(
  { title, reason, repositories, startsAt, endsAt, notices, ...rules }: FreezeDeclaration,
  { freeze, zone }: Shop,
): FreezeDraft {
  const { branches, tags, deploys, exceptions, lift: lifting, drift } = { ...freeze, ...rules };
  return {
    title: title.slice(0, LONGEST_TITLE),
    reason,
    scope: { repositories, services: [], branches, tags, deploys },
    ...{ startsAt, endsAt, zone, exceptions, lift: lifting, drift },
    ...(notices && { notices }),
  };
}

const LONGEST_TITLE = 150;

/** Whoever pressed Run, or said that everything shall be undone; whoever started it where it went by itself. */
function releasedBy(
  { steps, rollBack, startedBy }: RunState,
  { step, direction }: EffectRef,
): Person {
  const sender = steps.find(({ id, effect }) =>
    direction === "do" ? id === step : effect?.direction === "undo" && effect.of === step,
  );
  const pressed = sender?.decisions.findLast(
    ({ action }) => action === "run" || action === "retry",
  );
  return pressed?.by ?? rollBack?.by ?? startedBy;
}

function refused(refusal: Refusal, { zone }: Shop): HttpAnswer {
  const speech: Speech = {
    who: (user) => user,
    time: (at) =>
      new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone }).format(at),
    moment: (at) => dayMoment(at, zone),
    quote: (text) => text,
  };
  return { status: 422, excerpt: words.refusal.of(refusal, speech) };
}
