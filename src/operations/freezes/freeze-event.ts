// Writes down what happened to a freeze or to a repository: its own trail, and the audit trail.
import { insertFreezeEvent } from "../../storage/freezes.ts";
import type { Tx } from "../context.ts";

export type FreezeEvent = {
  readonly what: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly freezeId?: string | null;
  readonly exceptionId?: string | null;
  readonly repository?: string | null;
  /** GitHub's own id of what was seen there. */
  readonly key?: string | null;
};

/** False where what GitHub's id names was written before. */
export async function recordFreezeEvent(tx: Tx, event: FreezeEvent): Promise<boolean> {
  const { what, detail = {}, freezeId = null, exceptionId = null } = event;
  const { repository = null, key = null } = event;
  return await insertFreezeEvent(tx.db, {
    ...{ id: tx.newId(), at: tx.now, actor: tx.actor },
    ...{ what, detail, freezeId, exceptionId, repository, key },
  });
}
