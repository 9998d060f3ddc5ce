// Takes an exception back, asked or approved: whoever asked for it may, and the release managers.
import { isPerson } from "../../domain/actor.ts";
import { checkRevoking, settleException } from "../../domain/freeze/decide-exception.ts";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { TEXT_LIMIT } from "../../domain/incident.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import type { Person } from "../../domain/runbook/state/stamp.ts";
import { findException, lockException } from "../../storage/freeze-exceptions.ts";
import { findFreeze } from "../../storage/freezes.ts";
import { type Context, inTransaction, recordAudit } from "../context.ts";
import { commitException } from "./commit-exception.ts";
import { actorOf, mayManage } from "./may-manage.ts";
import type { ExceptionChanged } from "./vote-on-exception.ts";

export async function revokeException(
  ctx: Context,
  exceptionId: string,
  { by, reason }: { readonly by: Person; readonly reason: string },
): Promise<ExceptionChanged> {
  const found = await findException(ctx.db, exceptionId);
  if (!found) return refuse({ code: "no-such-exception", wanted: exceptionId });
  const actor = actorOf(ctx, by);
  const denied = await mayRevoke({ ...ctx, actor }, found, by);
  if (denied) return denied;
  return await inTransaction(ctx, async (tx) => {
    const before = await lockException(tx.db, exceptionId);
    if (!before) return refuse({ code: "no-such-exception", wanted: exceptionId });
    const refused = checkRevoking(before) ?? checkText(reason);
    if (refused) {
      const detail = { refusal: refused.refusal, number: before.number };
      await recordAudit(tx, "exception.revoke", exceptionId, { outcome: "refused", detail });
      return refused;
    }
    const why = reason.trim();
    const next = settleException(before, { as: "revoked", why, by: actor, at: tx.now });
    const step = { change: "revoked", detail: { why } };
    return { ok: true, exception: await commitException(tx, before, next, step) };
  });
}

async function mayRevoke(ctx: Context, exception: FreezeException, by: Person) {
  const { requestedBy, freezeId } = exception;
  if (requestedBy && isPerson(requestedBy) && requestedBy.user === by.id) return undefined;
  return await mayManage(ctx, (await findFreeze(ctx.db, freezeId)) ?? null);
}

function checkText(text: string): Refused | undefined {
  const { length } = text.trim();
  if (length === 0) return refuse({ code: "reason-needed", what: "exception-revoke" });
  if (length <= TEXT_LIMIT) return undefined;
  return refuse({ code: "text-too-long", what: "reason", length, limit: TEXT_LIMIT });
}
