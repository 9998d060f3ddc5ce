// The report at the end of a freeze: its facts, and their post in the thread.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { after, DAY_MS } from "../../domain/freeze/freeze-time.ts";
import { type FreezeReport, type ReportedEvent, reportOf } from "../../domain/freeze/report.ts";
import { listExceptions } from "../../storage/freeze-exceptions.ts";
import { type FreezeEventRow, findFreeze, listFreezeEvents } from "../../storage/freezes.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import type { Deps, Tx } from "../context.ts";
import { tellThread } from "./tell-thread.ts";

/** Undefined where there is no such freeze. Of one that is not over, it is what happened so far. */
export async function freezeReport(
  deps: Pick<Deps, "db" | "clock">,
  freezeId: string,
): Promise<FreezeReport | undefined> {
  const freeze = await findFreeze(deps.db, freezeId);
  return freeze && (await readReport(deps.db, freeze, deps.clock.now()));
}

/** Before the start another freeze may have held a repository already. */
const LOOK_BACK_MS = 31 * DAY_MS;

async function readReport(db: Deps["db"], freeze: Freeze, now: Date): Promise<FreezeReport> {
  const { startsAt, scope } = freeze;
  const { repositories } = scope;
  const from = after(startsAt, -LOOK_BACK_MS);
  const rows = await listFreezeEvents(db, { freezeId: freeze.id, repositories, from, to: now });
  const known = await listFrozenRepositories(db);
  const asked = await listExceptions(db, repositories);
  const end = freeze.ended?.at ?? now.toISOString();
  return reportOf(
    freeze,
    {
      events: rows.map(eventOf),
      // What GitHub never knew was asked of nobody.
      exceptions: asked.filter(
        ({ requestedAt, headSha }) => headSha && requestedAt >= startsAt && requestedAt <= end,
      ),
      known: new Map(known.map((each) => [each.repository.toLowerCase(), each])),
    },
    now,
  );
}

const eventOf = ({ id, at, what, repository, actor, detail }: FreezeEventRow): ReportedEvent => ({
  ...{ id, at: at.toISOString(), what, repository, actor, detail },
});

export async function tellReport(tx: Tx, freeze: Freeze): Promise<void> {
  const report = await readReport(tx.db, freeze, tx.now);
  await tellThread(tx, freeze, { what: "report", report });
}
