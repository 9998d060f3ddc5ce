// Reminds people of what a freeze waits for: a vote, somebody who lets go, or hands on GitHub where Muster cannot.
import { isPerson } from "../../domain/actor.ts";
import type { Effect } from "../../domain/effect.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { isLetGo, userOf } from "../../domain/freeze/freeze-course.ts";
import { hasBegun, isPastEnd } from "../../domain/freeze/freeze-time.ts";
import { type FreezeMessage, MOST_NAMED } from "../../domain/freeze/news.ts";
import { repositoriesOf } from "../../domain/freeze/standing.ts";
import { LATE_MINUTES, lateFrom, timersOf } from "../../domain/freeze/timers.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import { changeTimers, oweEffects, type Tx } from "../context.ts";
import { recordFreezeEvent } from "./freeze-event.ts";
import { listManagers } from "./may-manage.ts";

const aboutOf = ({ id: freezeId, number, title, zone }: Freeze) => ({
  ...{ freezeId, number, title, zone },
});

async function tellEach(tx: Tx, users: readonly string[], message: FreezeMessage): Promise<void> {
  await oweEffects(
    tx,
    users.map((user): Effect => ({ kind: "post", to: { in: "dm", user }, message })),
  );
}

/** Whoever could vote and has not; its declarer too, where it should have begun by now. */
export async function remindOf(tx: Tx, freeze: Freeze): Promise<void> {
  const { proposal, startsAt } = freeze;
  await changeTimers(tx, timersOf(freeze, tx.now));
  if (proposal?.ballot.state !== "asked") return;
  const voted = proposal.ballot.votes.map(({ by }) => by.id);
  const silent = proposal.ballot.eligible.filter((user) => !voted.includes(user));
  const by = userOf(proposal.by);
  const { id: proposalId, change } = proposal;
  const about = { kind: "freeze-vote-reminder", ...aboutOf(freeze) } as const;
  await tellEach(tx, silent, { ...about, proposalId, change, by, startsAt });
  if (freeze.state !== "proposed" || !hasBegun(freeze, tx.now)) return;
  await recordFreezeEvent(tx, { what: "freeze.undecided", freezeId: freeze.id });
  const asker = isPerson(proposal.by) ? [proposal.by.user] : [];
  await tellEach(tx, asker, { kind: "freeze-undecided", ...aboutOf(freeze), startsAt });
}

/** Its time is over and it holds on: somebody has to let go. */
export async function tellWaits(tx: Tx, freeze: Freeze): Promise<void> {
  const { endsAt } = freeze;
  if (freeze.ended || endsAt === null || !isPastEnd(freeze, tx.now)) return;
  await changeTimers(tx, timersOf(freeze, tx.now));
  const managers = await listManagers(tx, freeze);
  await tellEach(tx, managers, { kind: "freeze-waits", ...aboutOf(freeze), endsAt });
}

/** Everybody who could help is told by direct message what is not held, or not open again, and the way by hand. */
export async function tellLate(tx: Tx, freeze: Freeze): Promise<void> {
  const since = lateFrom(freeze);
  await changeTimers(tx, timersOf(freeze, tx.now));
  if (!since || tx.now.getTime() - since.getTime() < LATE_MINUTES * 60_000) return;
  const task = freeze.state === "lifting" ? "lift" : "hold";
  const left = await listLeft(tx, freeze, task);
  if (left.length === 0) return;
  const repositories = left
    .slice(0, MOST_NAMED)
    .map(({ repository, state, error }) => ({ repository, state, error }));
  const detail = { task, repositories: left.map(({ repository }) => repository) };
  await recordFreezeEvent(tx, { what: "freeze.late", freezeId: freeze.id, detail });
  await tellEach(tx, await listManagers(tx, freeze), {
    kind: "freeze-late",
    ...aboutOf(freeze),
    ...{ task, since: since.toISOString(), repositories, count: left.length },
  });
}

async function listLeft(tx: Tx, freeze: Freeze, task: "hold" | "lift") {
  const rows = repositoriesOf(freeze, await listFrozenRepositories(tx.db));
  if (task === "hold") {
    return rows.filter(({ state }) => state !== "frozen" && state !== "unenforced");
  }
  const facts = { freeze, open: await listOpenFreezes(tx.db), now: tx.now };
  return rows.filter((row) => !isLetGo(row, facts));
}
