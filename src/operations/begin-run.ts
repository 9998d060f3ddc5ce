// Begins a run under its incident's lock: the snapshot it executes for ever, its locks, and its first steps.
import type { Incident } from "../domain/incident.ts";
import { type Refused, refuse } from "../domain/refusal.ts";
import type { Intent } from "../domain/runbook/state/intent.ts";
import type { RunState } from "../domain/runbook/state/run.ts";
import type { Person } from "../domain/runbook/state/stamp.ts";
import { isOver } from "../domain/runbook/state/turn.ts";
import type { Db } from "../storage/database.ts";
import {
  findOpenRunByLock,
  findOpenRunByTrigger,
  insertRun,
  insertRunEvent,
  type RunRow,
  saveRunbookVersion,
} from "../storage/runs.ts";
import { followThrough } from "./advance-run.ts";
import { appendTimeline } from "./append-timeline.ts";
import { recordAudit, type Tx } from "./context.ts";
import type { ShelvedRunbook } from "./runbook-shelf.ts";

export type RunStarted = { readonly ok: true; readonly run: RunRow } | Refused;

export type Beginning = {
  readonly incident: Incident;
  readonly state: RunState;
  readonly intents: readonly Intent[];
  readonly by: Person;
  readonly triggerKey?: string;
  /** What the timeline calls it; the runbook's title where absent. */
  readonly title?: string;
  /** What the audit trail says of it besides the inputs. */
  readonly detail?: Readonly<Record<string, unknown>>;
};

type Text = Pick<ShelvedRunbook, "runbook" | "source" | "sha256">;

export async function beginRun(
  tx: Tx,
  { runbook, source, sha256 }: Text,
  beginning: Beginning,
): Promise<RunStarted> {
  const { incident, state, intents, by, triggerKey = null } = beginning;
  const { id: slug } = runbook;
  const { title = runbook.title } = beginning;
  const version = { id: tx.newId(), slug, sha256, source, firstSeenAt: tx.now };
  const lockKey = lockOf(state);
  const begun = await insertRun(tx.db, {
    id: state.id,
    versionId: await saveRunbookVersion(tx.db, version),
    slug,
    incidentId: incident.id,
    lockKey,
    mode: state.mode,
    triggerKey,
    isOpen: isOver(state) ? 0 : 1,
    state,
    startedBy: by.id,
    startedAt: tx.now,
  });
  if (!begun) return await taken(tx.db, { slug, lockKey, triggerKey });
  const { id: runId } = begun;
  const event = { type: "started", inputs: state.inputs } as const;
  await insertRunEvent(tx.db, { runId, seq: 0, at: tx.now, actor: tx.actor, event });
  await appendTimeline(tx, incident.id, [{ kind: "run-started", runId, title }]);
  const detail = { slug, inputs: state.inputs, incident: incident.id, mode: state.mode };
  await recordAudit(tx, "run.start", runId, { detail: { ...detail, ...beginning.detail } });
  const run = await followThrough(tx, { run: begun, runbook }, { before: null, intents });
  return { ok: true, run };
}

/** A drill never stands in the way of the real thing. */
function lockOf({ lock, mode }: RunState): string | null {
  if (lock === undefined) return null;
  return mode === "drill" ? `drill: ${lock}` : lock;
}

type Keys = Pick<RunRow, "slug" | "lockKey" | "triggerKey">;

async function taken(db: Db, { slug, lockKey, triggerKey }: Keys): Promise<Refused> {
  const holder =
    (lockKey !== null && (await findOpenRunByLock(db, lockKey))) ||
    (triggerKey !== null && (await findOpenRunByTrigger(db, triggerKey))) ||
    undefined;
  return refuse({ code: "run-locked", runId: holder?.id ?? "", slug: holder?.slug ?? slug });
}
