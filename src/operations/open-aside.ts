// Opens a room that is no incident, with a run in it: a drill, or work that was planned.
import type { Incident } from "../domain/incident.ts";
import type { Refused } from "../domain/refusal.ts";
import type { Runbook } from "../domain/runbook/format/format.ts";
import { alertTriggers } from "../domain/runbook/format/triggers.ts";
import type { Scalar } from "../domain/runbook/language/json.ts";
import { startRun } from "../domain/runbook/run/advance.ts";
import type { AlertFacts, RunFacts } from "../domain/runbook/state/run.ts";
import type { RunRow } from "../storage/runs.ts";
import { words } from "../words/words.ts";
import { beginRun } from "./begin-run.ts";
import { checkRunPermission } from "./check-run-permission.ts";
import { type Context, inTransaction, type Tx } from "./context.ts";
import { fillInputs } from "./fill-inputs.ts";
import { openLocked } from "./open-incident.ts";
import { factsOf } from "./read-run-facts.ts";
import { findRunbook, type ShelvedRunbook } from "./runbook-shelf.ts";
import { noSuchRunbook, type RunWish } from "./start-runbook.ts";

export type AsideStarted =
  | { readonly ok: true; readonly incident: Incident; readonly run: RunRow }
  | Refused;

/** `drill`: people are real, effects are stubbed. `planned`: everything is real, but nothing is wrong. */
export type Aside = "drill" | "planned";

export async function openAside(ctx: Context, wish: RunWish, sort: Aside): Promise<AsideStarted> {
  const shelved = findRunbook(ctx.runbooks, wish.slug);
  if (!shelved) return noSuchRunbook(ctx.runbooks, wish.slug);
  const { runbook } = shelved;
  const denied = await checkRunPermission(ctx, { runbook, right: "start", incidentId: null });
  if (denied) return denied;
  try {
    return await inTransaction(ctx, async (tx) => await open(tx, shelved, { wish, sort }));
  } catch (error) {
    if (error instanceof NotStarted) return error.refused;
    throw error;
  }
}

/** Takes back the incident that was opened for it. */
class NotStarted extends Error {
  override readonly name = "NotStarted";
  readonly refused: Refused;
  constructor(refused: Refused) {
    super("the run of this room was refused");
    this.refused = refused;
  }
}

type Wished = { readonly wish: RunWish; readonly sort: Aside };

async function open(
  tx: Tx,
  shelved: ShelvedRunbook,
  { wish, sort }: Wished,
): Promise<AsideStarted> {
  const { runbook } = shelved;
  const isDrill = sort === "drill";
  const incident = await openRoom(tx, runbook, { wish, sort });
  const known = factsOf(incident, tx.shop.zone);
  const { repositories } = tx.shop;
  const filled = fillInputs(runbook, wish.inputs, { facts: known, now: tx.now, repositories });
  if (!filled.ok) throw new NotStarted(filled);
  const { inputs } = filled;
  const alert = isDrill ? pretendedAlert(runbook, inputs) : undefined;
  const facts: RunFacts = { ...known, ...(alert && { alert }) };
  const mode = isDrill ? "drill" : "live";
  const { autonomy } = tx.shop;
  const { run: state, intents } = startRun(
    runbook,
    { id: tx.newId(), inputs, by: wish.by, preflight: true, mode, facts, autonomy },
    { now: tx.now, chance: tx.chance() },
  );
  const begun = await beginRun(tx, shelved, { incident, state, intents, by: wish.by });
  if (!begun.ok) throw new NotStarted(begun);
  return { ok: true, incident, run: begun.run };
}

async function openRoom(tx: Tx, { id, title }: Runbook, { wish, sort }: Wished): Promise<Incident> {
  const isDrill = sort === "drill";
  const route = tx.shop.routes.find((each) => each.runbook === id);
  return await openLocked(tx, {
    title: isDrill ? words.incident.drill(title) : title,
    priority: isDrill ? (route?.priority ?? "P2") : "P4",
    service: route?.service ?? null,
    lead: wish.by.id,
    suggestedRunbook: id,
    isDrill,
    isPlanned: !isDrill,
  });
}

/** The alert that would have started it, with the labels that fill the inputs. */
function pretendedAlert(
  runbook: Runbook,
  inputs: Readonly<Record<string, Scalar>>,
): AlertFacts | undefined {
  const [trigger] = alertTriggers(runbook);
  if (!trigger) return undefined;
  const labels = Object.entries(trigger.set).flatMap(([input, path]) => {
    const [, where, label] = path.split(".");
    const value = inputs[input];
    return where === "labels" && label && value !== undefined ? [[label, String(value)]] : [];
  });
  const name = trigger.alert;
  return { name, title: name, labels: Object.fromEntries(labels) };
}
