// The append-only trail of every change and every refusal.
import { desc, eq } from "drizzle-orm";
import type { Actor } from "../domain/actor.ts";
import type { Db } from "./database.ts";
import { audit } from "./tables/records.ts";

export type AuditRecord = {
  readonly at: Date;
  readonly actor: Actor;
  /** `noun.verb`: incident.acknowledge, hook.refuse. */
  readonly action: string;
  readonly subject: string;
  readonly outcome: "done" | "refused";
  readonly detail: Record<string, unknown>;
};

export async function insertAudit(db: Db, record: AuditRecord): Promise<void> {
  await db.insert(audit).values(record);
}

export async function listAudit(db: Db, subject: string): Promise<AuditRecord[]> {
  return await db.select().from(audit).where(eq(audit.subject, subject)).orderBy(desc(audit.id));
}
