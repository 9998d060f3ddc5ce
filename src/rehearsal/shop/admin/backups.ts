// The database's backups, and restores of them.
//   GET   /v1/backups/latest   {id, taken_at, age_hours, rows, size_bytes, verified}
//   POST  /v1/restores         body {backup_id, target: scratch|production}; 202; each key restores once
//   GET   /v1/restores/:id     {id, backup_id, target, state: running|done|removed, rows, started_at, finished_at}
//   GET   /v1/restores/latest  the same of the newest
//   DELETE /v1/restores/:id    drops the copy; an absolute set
import { z } from "zod";
import { ok, refusal } from "../answer.ts";
import { type Change, no } from "../service.ts";
import type { ShopCore } from "../shop-core.ts";
import { readBody } from "./read-body.ts";
import type { Resource } from "./resource.ts";
import type { Restore } from "./site.ts";

const hourMs = 3_600_000;
const backupHourUtc = 2;
const rows = 18_204_116;
const restoreMs = 15_000;

const wish = z.object({
  backup_id: z.string().min(1),
  target: z.enum(["scratch", "production"]).default("scratch"),
});

export const backups: Resource = {
  read: (core, [name, ...rest]) => {
    if (name !== "latest" || rest.length > 0) return undefined;
    const now = core.now();
    const takenAt = lastBackup(now);
    return ok({
      id: idOf(takenAt),
      taken_at: takenAt.toISOString(),
      age_hours: Math.round(((now.getTime() - takenAt.getTime()) / hourMs) * 10) / 10,
      rows,
      size_bytes: 7_516_192_768,
      verified: true,
    });
  },
};

export const restores: Resource = {
  read: (core, [id, ...rest]) => {
    if (id === undefined || rest.length > 0) return undefined;
    const restore = findRestore(core, id);
    return restore ? ok(draw(restore, core.now())) : refusal(404, `no restore "${id}"`);
  },
  change: (core, rest, call) => {
    const [named, ...further] = rest;
    if (call.method === "DELETE" && named !== undefined && further.length === 0) {
      return remove(core, named);
    }
    if (call.method !== "POST" || rest.length > 0) return undefined;
    const read = readBody(call, wish);
    if (!read.ok) return no(read.answer);
    const { backup_id, target } = read.body;
    const latest = idOf(lastBackup(core.now()));
    if (backup_id !== latest) {
      return no(refusal(422, `no backup "${backup_id}"; the latest is "${latest}"`));
    }
    const number = core.state().site.restores.length + 1;
    const startedAt = core.now().getTime();
    const id = `restore-${number}`;
    const restore: Restore = { id, backup: backup_id, target, rows, startedAt };
    const answer = { status: 202, body: draw(restore, core.now()) };
    const event = `backup ${backup_id} is being restored to ${target}`;
    return { answer, entries: [{ kind: "restore", restore }], event };
  },
};

function findRestore(core: ShopCore, id: string): Restore | undefined {
  const all = core.state().site.restores;
  return id === "latest" ? all.at(-1) : all.find((each) => each.id === id);
}

function remove(core: ShopCore, id: string): Change {
  const restore = core.state().site.restores.find((each) => each.id === id);
  if (!restore) return no(refusal(404, `no restore "${id}"`));
  const removed = { ...restore, isRemoved: true };
  const answer = ok(draw(removed, core.now()));
  if (restore.isRemoved) return no(answer);
  const event = `the copy in ${restore.target} is dropped`;
  return { answer, entries: [{ kind: "restore", restore: removed }], event };
}

/** Every night at the same hour. */
function lastBackup(now: Date): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), backupHourUtc);
  return new Date(today <= now.getTime() ? today : today - 24 * hourMs);
}

function idOf(takenAt: Date): string {
  return `db-${takenAt.toISOString().slice(0, 10)}`;
}

function draw(restore: Restore, now: Date) {
  const { id, backup, target, startedAt } = restore;
  const share = Math.min(1, (now.getTime() - startedAt) / restoreMs);
  const isDone = share === 1;
  const course = isDone ? "done" : "running";
  return {
    id,
    backup_id: backup,
    target,
    state: restore.isRemoved ? "removed" : course,
    rows: Math.floor(restore.rows * share),
    started_at: new Date(startedAt).toISOString(),
    finished_at: isDone ? new Date(startedAt + restoreMs).toISOString() : null,
  };
}
