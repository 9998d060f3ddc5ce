// A workbench with runbooks and people, and the few moves that tests of runs make again and again.
import assert from "node:assert/strict";
import type { Incident } from "../../src/domain/incident.ts";
import type { Scalar } from "../../src/domain/runbook/language/json.ts";
import type { ActionKind } from "../../src/domain/runbook/state/step-state.ts";
import { actOnRun, type RunActed } from "../../src/operations/act-on-run.ts";
import type { Context } from "../../src/operations/context.ts";
import { openIncident } from "../../src/operations/open-incident.ts";
import { startRunbook } from "../../src/operations/start-runbook.ts";
import { savePerson } from "../../src/storage/people.ts";
import { findRun, type RunRow } from "../../src/storage/runs.ts";
import { outbox } from "../../src/storage/tables/outbox.ts";
import { listTimeline } from "../../src/storage/timeline.ts";
import { openWorkbench, testShop, type Workbench } from "../support/operations.ts";
import { shelfOf } from "../support/shelf.ts";

const NAMES = ["ANNA", "PIOTR", "OLA", "BEA", "MAREK"] as const;

/** Anna and Piotr are on call, Ola and Bea lead; Marek is nobody in particular, and Gus a guest. */
export async function openStage(sources: readonly string[], change: Partial<Context> = {}) {
  const shop = { ...testShop, groups: { leads: ["U0OLA", "U0BEA"] } };
  const bench = await openWorkbench({ shop, runbooks: shelfOf(...sources), ...change });
  for (const name of NAMES) await savePerson(bench.ctx.db, personCalled(name, true));
  await savePerson(bench.ctx.db, personCalled("GUS", false));
  return bench;
}

const personCalled = (name: string, isMember: boolean) => ({
  user: `U0${name}`,
  teamId: "T0",
  handle: name.toLowerCase(),
  name: nameOf(`U0${name}`),
  email: null,
  zone: "Europe/Warsaw",
  isMember,
  refusal: isMember ? null : "guest",
  fetchedAt: new Date("2026-11-27T17:00:00Z"),
});

export const nameOf = (user: string): string => user.slice(2, 3) + user.slice(3).toLowerCase();

export const by = (user: string) => ({ id: user, name: nameOf(user) });

export async function declare(bench: Workbench, user = "U0MAREK"): Promise<Incident> {
  const draft = { title: "Payments down", priority: "P1", service: "checkout" } as const;
  const opened = await openIncident(bench.as(user), draft);
  assert.ok(opened.ok);
  return opened.incident;
}

type Inputs = Readonly<Record<string, Scalar>>;

export async function start(
  bench: Workbench,
  incident: Incident,
  { slug, inputs = {}, user = "U0MAREK" }: { slug: string; inputs?: Inputs; user?: string },
): Promise<RunRow> {
  const started = await startRunbook(bench.as(user), incident.id, { slug, inputs, by: by(user) });
  assert.ok(started.ok, JSON.stringify(started));
  return started.run;
}

export async function reread(bench: Workbench, run: Pick<RunRow, "id">): Promise<RunRow> {
  const found = await findRun(bench.ctx.db, run.id);
  assert.ok(found);
  return found;
}

export function stepOf(run: RunRow, id = run.state.cursor) {
  const step = run.state.steps.find((each) => each.id === id);
  assert.ok(step, `run ${run.number} has no step ${id}`);
  return step;
}

/** A click on the current step as it is now. */
export async function press(
  bench: Workbench,
  run: Pick<RunRow, "id">,
  user: string,
  { action, ...more }: { action: ActionKind; note?: string; step?: string },
): Promise<RunActed> {
  const now = await reread(bench, run);
  const step = stepOf(now, more.step ?? now.state.cursor);
  const sha8 = step.effect?.sha.slice(0, 8);
  const at = { step: step.id, attempt: step.attempt, ...(sha8 && { sha8 }) };
  return await actOnRun(bench.as(user), run.id, { ...at, action, by: by(user), ...more });
}

export async function kindsOf(bench: Workbench, incidentId: string): Promise<string[]> {
  const items = await listTimeline(bench.ctx.db, incidentId);
  return items.map(({ entry }) =>
    "change" in entry ? `${entry.kind} ${entry.change}` : entry.kind,
  );
}

/** Every effect owed so far, oldest first. */
export async function owed(bench: Workbench) {
  const rows = await bench.ctx.db.select().from(outbox).orderBy(outbox.seq);
  return rows.map(({ effect }) => effect);
}

export async function posts(bench: Workbench) {
  return (await owed(bench)).flatMap((effect) => (effect.kind === "post" ? [effect] : []));
}
