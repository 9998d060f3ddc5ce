// Asks for votes on a freeze: by direct message where people are named, in the release channel where anybody may.
import type { Effect } from "../../domain/effect.ts";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { userOf } from "../../domain/freeze/freeze-course.ts";
import type { FreezeMessage } from "../../domain/freeze/news.ts";
import { listRefsStartingWith } from "../../storage/projections.ts";
import { oweEffects, type Tx } from "../context.ts";
import { listNamed, meansAnybody } from "../list-principals.ts";
import { repaint } from "../repaint.ts";
import { incidentOf, listNamedManagers } from "./may-manage.ts";

async function listDirect(tx: Tx, freeze: Freeze, from: readonly string[]) {
  return await listNamed(tx, await incidentOf(tx, freeze), from);
}

/** Of something new that is asked: what was asked before is only repainted. */
export async function askVoters(tx: Tx, before: Freeze, freeze: Freeze): Promise<void> {
  const { id, proposal, startsAt } = freeze;
  if (proposal?.ballot.state !== "asked" || proposal.id === before.proposal?.id) return;
  const { from, eligible, need } = proposal.ballot;
  const direct = (await listDirect(tx, freeze, from)).filter((user) => eligible.includes(user));
  for (const user of direct) await repaint(tx, "freeze-vote", `${id}/${proposal.id}/${user}`, null);
  if (direct.length > 0 && !meansAnybody(from)) return;
  const { change, reason } = proposal;
  const about = { ...aboutOf(freeze), proposalId: proposal.id, by: userOf(proposal.by) };
  await tellChannel(tx, { kind: "freeze-vote-wanted", ...about, change, reason, need, startsAt });
}

/** Every message that asks for a vote, the overtaken ones too. */
export async function paintVotes(tx: Tx, freezeId: string): Promise<void> {
  for (const ref of await listRefsStartingWith(tx.db, "freeze-vote", `${freezeId}/`)) {
    await repaint(tx, "freeze-vote", ref, null);
  }
}

export const aboutOf = ({ id: freezeId, number, title, zone }: Freeze) => ({
  ...{ freezeId, number, title, zone },
});

/** By direct message each. */
export async function tellEach(
  tx: Tx,
  users: readonly string[],
  message: FreezeMessage,
): Promise<void> {
  await oweEffects(
    tx,
    users.map((user): Effect => ({ kind: "post", to: { in: "dm", user }, message })),
  );
}

/** Whoever of these was asked by direct message, and the channel where anybody was asked. */
export async function tellVoters(tx: Tx, freeze: Freeze, message: FreezeMessage): Promise<void> {
  const ballot = freeze.proposal?.ballot;
  if (!ballot) return;
  const voted = ballot.votes.map(({ by }) => by.id);
  const silent = ballot.eligible.filter((user) => !voted.includes(user));
  const direct = (await listDirect(tx, freeze, ballot.from)).filter((user) =>
    silent.includes(user),
  );
  await tellEach(tx, direct, message);
  if (direct.length === 0 || meansAnybody(ballot.from)) await tellChannel(tx, message);
}

/** The release managers; the release channel where muster.yml names nobody in particular. */
export async function tellManagers(tx: Tx, freeze: Freeze, message: FreezeMessage): Promise<void> {
  const { managers } = tx.shop.freeze;
  const direct = await listNamedManagers(tx, freeze);
  await tellEach(tx, direct, message);
  if (direct.length === 0 || meansAnybody(managers)) await tellChannel(tx, message);
}

export async function tellChannel(tx: Tx, message: FreezeMessage): Promise<void> {
  const to = { in: "channel", channel: tx.shop.freeze.channel } as const;
  await oweEffects(tx, [{ kind: "post", to, message }]);
}
