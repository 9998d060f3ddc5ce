// Reminds people of what a freeze waits for: a vote, somebody who lets go, or hands on GitHub where Muster cannot.
import { isPerson } from "../../domain/actor.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { isLetGo, userOf } from "../../domain/freeze/freeze-course.ts";
import { hasBegun, isPastEnd, MINUTE_MS } from "../../domain/freeze/freeze-time.ts";
import { MOST_NAMED } from "../../domain/freeze/news.ts";
import { repositoriesOf } from "../../domain/freeze/standing.ts";
import {
  askAgain,
  LATE_MINUTES,
  lateFrom,
  owedFrom,
  timersOf,
} from "../../domain/freeze/timers.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { listFrozenRepositories } from "../../storage/frozen-repositories.ts";
import { changeTimers, type Tx } from "../context.ts";
import { aboutOf, tellEach, tellManagers, tellVoters } from "./ask-voters.ts";
import { recordFreezeEvent } from "./freeze-event.ts";

/** Whoever could vote and has not; its declarer too, where it should have begun by now. */
export async function remindOf(tx: Tx, freeze: Freeze): Promise<void> {
  const { proposal, startsAt } = freeze;
  await changeTimers(tx, timersOf(freeze, tx.now));
  if (proposal?.ballot.state !== "asked") return;
  const by = userOf(proposal.by);
  const { id: proposalId, change } = proposal;
  const about = { kind: "freeze-vote-reminder", ...aboutOf(freeze) } as const;
  await tellVoters(tx, freeze, { ...about, proposalId, change, by, startsAt });
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
  const againAt = askAgain(endsAt, tx.now).toISOString();
  await tellManagers(tx, freeze, { kind: "freeze-waits", ...aboutOf(freeze), endsAt, againAt });
}

/** Everybody who could help is told what is not held, or not open again, and the way by hand. */
export async function tellLate(tx: Tx, freeze: Freeze): Promise<void> {
  const since = lateFrom(freeze);
  await changeTimers(tx, timersOf(freeze, tx.now));
  if (!since || tx.now.getTime() - since.getTime() < LATE_MINUTES * MINUTE_MS) return;
  const task = freeze.state === "lifting" ? "lift" : "hold";
  const left = await listLeft(tx, freeze, task);
  if (left.length === 0) return;
  const repositories = left
    .slice(0, MOST_NAMED)
    .map(({ repository, state, error, url = null }) => ({ repository, state, error, url }));
  const detail = { task, repositories: left.map(({ repository }) => repository) };
  await recordFreezeEvent(tx, { what: "freeze.late", freezeId: freeze.id, detail });
  await tellManagers(tx, freeze, {
    kind: "freeze-late",
    ...aboutOf(freeze),
    ...{ task, since: (owedFrom(freeze) ?? since).toISOString(), at: tx.now.toISOString() },
    ...{ repositories, count: left.length },
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
