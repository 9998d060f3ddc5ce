// What starting this runbook now would do, told without doing any of it.
import { isPerson } from "../domain/actor.ts";
import type { Incident } from "../domain/incident.ts";
import type { Refused } from "../domain/refusal.ts";
import { planRun, type RunPlan } from "../domain/runbook/plan/plan.ts";
import { findPerson } from "../storage/people.ts";
import type { Context } from "./context.ts";
import { fillInputs } from "./fill-inputs.ts";
import { readRunFacts } from "./read-run-facts.ts";
import { findRunbook } from "./runbook-shelf.ts";
import { noSuchRunbook, type RunWish } from "./start-runbook.ts";

export type RunPlanned = { readonly ok: true; readonly plan: RunPlan } | Refused;

/** Reads nothing but Muster's own database: no target is asked, and nothing is stored. */
export async function planRunbook(
  ctx: Context,
  incident: Incident | null,
  { slug, inputs: typed }: Pick<RunWish, "slug" | "inputs">,
): Promise<RunPlanned> {
  const { db, shop, clock, actor, runbooks } = ctx;
  const shelved = findRunbook(runbooks, slug);
  if (!shelved) return noSuchRunbook(runbooks, slug);
  const { runbook } = shelved;
  const now = clock.now();
  const facts = incident ? await readRunFacts(ctx, incident, runbook) : { zone: shop.zone };
  const filled = fillInputs(runbook, typed, { facts, now, repositories: shop.repositories });
  if (!filled.ok) return filled;
  const id = isPerson(actor) ? actor.user : "muster";
  const by = { id, name: (await findPerson(db, id))?.name ?? id };
  const { autonomy } = shop;
  return {
    ok: true,
    plan: planRun(runbook, { inputs: filled.inputs, facts, by, now, autonomy }),
  };
}
