// Starts a run in an incident: permitted, inputs complete, the lock free.
import { alreadyClosed } from "../domain/decide-incident.ts";
import { type Incident, isOpen } from "../domain/incident.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import type { Scalar } from "../domain/runbook/language/json.ts";
import { nearest } from "../domain/runbook/language/nearest.ts";
import { startRun } from "../domain/runbook/run/advance.ts";
import { prefillInputs } from "../domain/runbook/run/prefill.ts";
import type { Person } from "../domain/runbook/state/stamp.ts";
import { findIncident, lockIncident } from "../storage/incidents.ts";
import { beginRun, type RunStarted } from "./begin-run.ts";
import { checkRunPermission } from "./check-run-permission.ts";
import { type Context, type Deps, inTransaction, type Tx } from "./context.ts";
import { fillInputs, type Typed } from "./fill-inputs.ts";
import { readRunFacts } from "./read-run-facts.ts";
import { findRunbook, type RunbookShelf, type ShelvedRunbook } from "./runbook-shelf.ts";

export type { RunStarted } from "./begin-run.ts";

export type RunWish = {
  /** The runbook's id, or another word that one of its triggers gives it. */
  readonly slug: string;
  /** As people type them; what an alert or a default says need not be given. */
  readonly inputs: Typed;
  readonly by: Person;
};

export async function startRunbook(
  ctx: Context,
  incidentId: string,
  wish: RunWish,
): Promise<RunStarted> {
  const shelved = findRunbook(ctx.runbooks, wish.slug);
  if (!shelved) return noSuchRunbook(ctx.runbooks, wish.slug);
  const denied = await checkRunPermission(ctx, {
    runbook: shelved.runbook,
    right: "start",
    incidentId,
  });
  if (denied) return denied;
  return await inTransaction(ctx, async (tx) => {
    const incident = await lockIncident(tx.db, incidentId);
    if (!incident) return refuse({ code: "no-such-incident", wanted: incidentId });
    if (!isOpen(incident)) return alreadyClosed(incident);
    return await startLocked(tx, shelved, { incident, wish });
  });
}

/** Under the incident's lock. In a drill incident every run is a drill. */
async function startLocked(
  tx: Tx,
  shelved: ShelvedRunbook,
  { incident, wish }: { readonly incident: Incident; readonly wish: Omit<RunWish, "slug"> },
): Promise<RunStarted> {
  const { runbook } = shelved;
  const facts = await readRunFacts(tx, incident, runbook);
  const { repositories } = tx.shop;
  const filled = fillInputs(runbook, wish.inputs, { facts, now: tx.now, repositories });
  if (!filled.ok) return filled;
  const { by } = wish;
  const { run: state, intents } = startRun(
    runbook,
    {
      ...{ id: tx.newId(), inputs: filled.inputs, by, facts, preflight: true },
      mode: incident.isDrill ? "drill" : "live",
      autonomy: tx.shop.autonomy,
    },
    { now: tx.now, chance: tx.chance() },
  );
  return await beginRun(tx, shelved, { incident, state, intents, by });
}

export function noSuchRunbook(runbooks: RunbookShelf, wanted: string): Refused {
  const known = runbooks.list().map(({ runbook }) => runbook.id);
  const near = nearest(wanted, known);
  return refuse({ code: "no-such-runbook", wanted, near: near ? [near] : known.slice(0, 3) });
}

/** What a form starts with: the alert's and the defaults' values. */
export async function readPrefill(
  deps: Pick<Deps, "db" | "shop" | "clock">,
  incidentId: string,
  runbook: Runbook,
): Promise<Readonly<Record<string, Scalar>>> {
  const incident = await findIncident(deps.db, incidentId);
  const facts = incident && (await readRunFacts(deps, incident, runbook));
  return prefillInputs(runbook, facts?.alert, deps.clock.now()).inputs;
}
