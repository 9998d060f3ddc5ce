// Stores what GitHub was read back as for one repository, and what follows from it for its freezes and its people.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import type { FrozenRepository, RepositoryState } from "../../domain/freeze/repository.ts";
import { repositoriesOf } from "../../domain/freeze/standing.ts";
import { lockFreezesOf } from "../../storage/freezes.ts";
import {
  findFrozenRepository,
  listFrozenRepositories,
  saveFrozenRepository,
} from "../../storage/frozen-repositories.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "../context.ts";
import { commitFreeze } from "./commit-freeze.ts";
import { recordFreezeEvent } from "./freeze-event.ts";
import { tellPulls } from "./reconcile-wanted.ts";
import { paintFreeze } from "./repaint-freeze.ts";
import { tellThread } from "./tell-thread.ts";

/** Seen on GitHub meanwhile; `key` is GitHub's own id of it, so that it is written once. */
export type FoundOnGithub = {
  readonly what: string;
  readonly key?: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export async function recordReconciled(
  ctx: Context,
  repository: string,
  body: FrozenRepository,
  found: readonly FoundOnGithub[],
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // Freezes first: what is read of its other repositories is then what their looks have stored.
    const freezes = await lockFreezesOf(tx.db, repository);
    const before = await findFrozenRepository(tx.db, repository);
    await saveFrozenRepository(tx.db, body);
    for (const each of found) {
      await recordFreezeEvent(tx, { ...each, repository });
    }
    if (before?.state === body.state && before.error === body.error) {
      return await follow(tx, freezes, []);
    }
    const detail = { from: before?.state ?? null, mode: body.mode, error: body.error };
    await recordFreezeEvent(tx, { what: `repository.${body.state}`, repository, detail });
    await recordAudit(tx, `repository.${body.state}`, repository, { detail });
    await follow(tx, freezes, [repository]);
    if (isTold(before?.state) || isTold(body.state)) await tellPulls(tx, [repository]);
    await tellTrouble(tx, freezes, { before, body });
  });
}

/** What its pull requests were told is not so any more. */
const isTold = (state: RepositoryState | undefined): boolean =>
  state === "frozen" || state === "unenforced" || state === "drifted";

async function follow(
  tx: Tx,
  freezes: readonly Freeze[],
  changed: readonly string[],
): Promise<void> {
  for (const freeze of freezes) {
    const after = await commitFreeze(tx, freeze, { next: freeze, events: [] });
    const isPainted = after.version !== freeze.version;
    if (changed.length > 0 && !isPainted) await paintFreeze(tx, freeze);
  }
}

type Seen = {
  readonly before: FrozenRepository | undefined;
  readonly body: FrozenRepository;
};

/**
 * In the thread of the freezes that are announced: a rule that somebody touched, and a refusal of GitHub, once where
 * it is the same for many. That GitHub is away stands on the post: two hundred lines would say no more.
 */
async function tellTrouble(
  tx: Tx,
  freezes: readonly Freeze[],
  { before, body }: Seen,
): Promise<void> {
  const { repository, state, error: detail } = body;
  if (before?.state === state || (state !== "drifted" && state !== "failed")) return;
  const known = await listFrozenRepositories(tx.db);
  for (const freeze of freezes) {
    const isSaid = repositoriesOf(freeze, known).some(
      (row) => row.repository !== repository && row.state === "failed" && row.error === detail,
    );
    if (state === "failed" && isSaid) continue;
    await tellThread(tx, freeze, { what: "repository", repository, state, detail });
  }
}
