// Owes the look at every repository that is not where all freezes together want it, or was not looked at for long.
import { nextLookAt } from "../../domain/freeze/due-look.ts";
import { type Freeze, isOver } from "../../domain/freeze/freeze.ts";
import { type FrozenRepository, wantedOf } from "../../domain/freeze/repository.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import { oweEffects, type Tx } from "../context.ts";

/** Those of one freeze, over or not; when the next of them is due for a look, undefined where none will be. */
export async function reconcileDue(tx: Tx, freeze: Freeze): Promise<Date | undefined> {
  const facts = await readFacts(tx);
  await owe(tx, dueNow(freeze.scope.repositories, facts));
  // Once it is over, what another freeze keeps is that one's to look at.
  const own = freeze.scope.repositories.filter(
    (each) => !isOver(freeze) || wantedOf(each, facts.open, facts.now).level === "nothing",
  );
  const looks = own.flatMap((each) => lookAt(each, facts) ?? []);
  return looks.length > 0 ? new Date(Math.min(...looks.map(Number))) : undefined;
}

/** All of one freeze at once, whatever is known of them: what is wanted has just changed. */
export async function reconcileAll(tx: Tx, repositories: readonly string[]): Promise<void> {
  await owe(tx, repositories);
}

/** Pull requests are told until when they are held: that has changed. */
export async function tellPulls(tx: Tx, repositories: readonly string[]): Promise<void> {
  await oweEffects(
    tx,
    repositories.map((repository) => ({ kind: "freeze", task: { do: "tell-pulls", repository } })),
  );
}

/** Only those that are held: where other freezes hold on too, the time until when has changed. */
export async function tellHeld(tx: Tx, repositories: readonly string[]): Promise<void> {
  const known = await listFrozenRepositories(tx.db);
  const held = known.filter(({ state }) => state === "frozen" || state === "unenforced");
  const names = new Set(held.map(({ repository }) => repository));
  await tellPulls(
    tx,
    repositories.filter((each) => names.has(each)),
  );
}

type Facts = {
  readonly open: readonly Freeze[];
  readonly known: readonly FrozenRepository[];
  readonly now: Date;
};

async function readFacts(tx: Tx): Promise<Facts> {
  const [open, known] = [await listOpenFreezes(tx.db), await listFrozenRepositories(tx.db)];
  return { open, known, now: tx.now };
}

function lookAt(repository: string, { open, known, now }: Facts): Date | undefined {
  const key = repository.toLowerCase();
  const row = known.find((each) => each.repository.toLowerCase() === key);
  return nextLookAt(row, wantedOf(repository, open, now), now);
}

function dueNow(repositories: readonly string[], facts: Facts): readonly string[] {
  return repositories.filter((each) => {
    const at = lookAt(each, facts);
    return at !== undefined && at <= facts.now;
  });
}

async function owe(tx: Tx, repositories: readonly string[]): Promise<void> {
  await oweEffects(
    tx,
    repositories.map((repository) => ({ kind: "freeze", task: { do: "reconcile", repository } })),
  );
}
