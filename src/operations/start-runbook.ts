// Starts a run: permitted, inputs complete, the lock free; the run keeps a snapshot of its runbook for ever.
import { type Incident, isOpen } from "../domain/incident.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import { startRun } from "../domain/runbook/advance.ts";
import type { Runbook } from "../domain/runbook/format.ts";
import { checkInputs } from "../domain/runbook/inputs.ts";
import type { Scalar } from "../domain/runbook/json.ts";
import { nearest } from "../domain/runbook/nearest.ts";
import { prefillInputs } from "../domain/runbook/prefill.ts";
import type { Person, RunFacts } from "../domain/runbook/run.ts";
import { alertTriggers } from "../domain/runbook/triggers.ts";
import { listAlertsOfIncident } from "../storage/alerts.ts";
import type { Db } from "../storage/database.ts";
import { findIncident, lockIncident } from "../storage/incidents.ts";
import {
  findOpenRunByLock,
  insertRun,
  insertRunEvent,
  type RunRow,
  saveRunbookVersion,
} from "../storage/runs.ts";
import { words } from "../words/words.ts";
import { carryOut } from "./advance-run.ts";
import { appendTimeline } from "./change-incident.ts";
import { checkRunPermission } from "./check-run-permission.ts";
import { type Context, type Deps, inTransaction, recordAudit, type Tx } from "./context.ts";
import type { ShelvedRunbook } from "./runbook-shelf.ts";
import { alertFacts } from "./suggest-runbook.ts";

export type RunWish = {
  readonly slug: string;
  /** As people type them; what an alert or a default says need not be given. */
  readonly inputs: Readonly<Record<string, Scalar | undefined>>;
  readonly by: Person;
};

export type RunStarted = { readonly ok: true; readonly run: RunRow } | Refused;

export async function startRunbook(
  ctx: Context,
  incidentId: string,
  wish: RunWish,
): Promise<RunStarted> {
  const shelved = ctx.runbooks.find(wish.slug);
  if (!shelved) return noSuchRunbook(ctx, wish.slug);
  const { runbook } = shelved;
  const denied = await checkRunPermission(ctx, { runbook, right: "start", incidentId });
  if (denied) return denied;
  return await inTransaction(ctx, async (tx) => {
    const incident = await lockIncident(tx.db, incidentId);
    if (!incident) return refuse({ code: "no-such-incident", wanted: incidentId });
    if (!isOpen(incident)) return closed(incident);
    const facts = await readRunFacts(tx, incident, runbook);
    const filled = prefillInputs(runbook, facts.alert, tx.now).inputs;
    const checked = checkInputs(runbook, { ...filled, ...given(wish.inputs) }, facts, tx.now);
    if (!checked.ok) {
      const problems = checked.problems.map((problem) => ({
        input: problem.input,
        message: words.runbook.inputProblem(problem, runbook.inputs[problem.input]),
      }));
      return refuse({ code: "inputs-wrong", problems });
    }
    return await begin(tx, shelved, { incident, facts, inputs: checked.inputs, by: wish.by });
  });
}

/** A left-out value must not hide what the alert says. */
function given(inputs: RunWish["inputs"]): Record<string, Scalar> {
  const filled = Object.entries(inputs).filter(
    (entry): entry is [string, Scalar] => entry[1] !== undefined && entry[1] !== "",
  );
  return Object.fromEntries(filled);
}

function noSuchRunbook({ runbooks }: Context, wanted: string): Refused {
  const known = runbooks.list().map(({ runbook }) => runbook.id);
  const near = nearest(wanted, known);
  return refuse({ code: "no-such-runbook", wanted, near: near ? [near] : known.slice(0, 3) });
}

function closed(incident: Incident): Refused {
  const { number, status, closedBy, resolvedAt, openedAt } = incident;
  return refuse({
    code: "already-closed",
    number,
    status,
    by: closedBy,
    at: resolvedAt ?? openedAt,
  });
}

type Beginning = {
  readonly incident: Incident;
  readonly facts: RunFacts;
  readonly inputs: Readonly<Record<string, Scalar>>;
  readonly by: Person;
};

async function begin(
  tx: Tx,
  { runbook, source, sha256 }: ShelvedRunbook,
  { incident, facts, inputs, by }: Beginning,
): Promise<RunStarted> {
  const id = tx.newId();
  const moment = { now: tx.now, chance: tx.chance() };
  const { run: state, intents } = startRun(runbook, { id, inputs, by, facts }, moment);
  const slug = runbook.id;
  const version = { id: tx.newId(), slug, sha256, source, firstSeenAt: tx.now };
  const run = await insertRun(tx.db, {
    id,
    versionId: await saveRunbookVersion(tx.db, version),
    slug,
    incidentId: incident.id,
    lockKey: state.lock ?? null,
    mode: state.mode,
    triggerKey: null,
    isOpen: state.endedAt ? 0 : 1,
    state,
    startedBy: by.id,
    startedAt: tx.now,
  });
  if (!run) return await lockTaken(tx.db, { slug, lock: state.lock ?? "" });
  const event = { type: "started", inputs } as const;
  await insertRunEvent(tx.db, { runId: id, seq: 0, at: tx.now, actor: tx.actor, event });
  await appendTimeline(tx, incident.id, [{ kind: "run-started", runId: id, title: runbook.title }]);
  await recordAudit(tx, "run.start", id, { detail: { slug, inputs, incident: incident.id } });
  await carryOut(tx, run, { before: null, intents });
  return { ok: true, run };
}

async function lockTaken(db: Db, { slug, lock }: { slug: string; lock: string }): Promise<Refused> {
  const holder = await findOpenRunByLock(db, lock);
  return refuse({ code: "run-locked", runId: holder?.id ?? "", slug: holder?.slug ?? slug });
}

/** What the runbook may refer to; the alert is the first firing one that its triggers name, else the first. */
export async function readRunFacts(
  { db, shop }: Pick<Deps, "db" | "shop">,
  incident: Incident,
  runbook: Runbook,
): Promise<RunFacts> {
  const alerts = (await listAlertsOfIncident(db, incident.id)).map(alertFacts);
  const named = alerts.find(({ name }) =>
    alertTriggers(runbook).some((each) => each.alert === name),
  );
  const alert = named ?? alerts[0];
  return {
    zone: shop.zone,
    incident: {
      id: `INC-${incident.number}`,
      title: incident.title,
      priority: incident.priority,
      service: incident.service ?? "",
    },
    ...(alert && { alert }),
  };
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
