// Refusals that no operation decided (unknown people, bad credentials) still stand in the audit trail.
import { type Context, inTransaction, recordAudit } from "./context.ts";

export async function recordRefusal(
  ctx: Context,
  action: string,
  subject: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await recordAudit(tx, action, subject, { outcome: "refused", detail });
  });
}
