// Our app was installed, suspended or taken away: its repositories are looked at, and a rule nobody can lift is told.
import type { Effect } from "../../domain/effect.ts";
import type { GithubEvent } from "../../domain/freeze/github-event.ts";
import { MOST_NAMED } from "../../domain/freeze/news.ts";
import { type FrozenRepository, wantedOf } from "../../domain/freeze/repository.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import { oweEffects, recordAudit, type Tx } from "../context.ts";
import { recordFreezeEvent } from "./freeze-event.ts";
import { listManagers } from "./may-manage.ts";

type AccessEvent = Extract<GithubEvent, { readonly is: "access-changed" }>;

export async function followAccess(
  tx: Tx,
  event: AccessEvent,
  known: readonly FrozenRepository[],
): Promise<void> {
  const { how, login, owner } = event;
  const concerned = tx.shop.repositories.filter((each) => isMeant(event, each));
  const open = await listOpenFreezes(tx.db);
  const states = new Map(known.map(({ repository, state }) => [repository, state]));
  const ours = concerned.filter(
    (each) =>
      wantedOf(each, open, tx.now).level !== "nothing" || (states.get(each) ?? "open") !== "open",
  );
  await recordAudit(tx, `github.access-${how}`, owner, { detail: { login, repositories: ours } });
  for (const repository of ours) {
    const detail = { login, owner };
    await recordFreezeEvent(tx, { what: `github.access-${how}`, repository, detail });
  }
  await oweEffects(
    tx,
    ours.map((repository) => ({ kind: "freeze", task: { do: "reconcile", repository } })),
  );
  const held = ours.filter((each) => HELD.has(states.get(each) ?? "open"));
  if (how !== "granted" && held.length > 0) await tellManagers(tx, { how, login, held });
}

function isMeant({ repositories, owner }: AccessEvent, own: string): boolean {
  const key = own.toLowerCase();
  if (repositories.length === 0) return key.startsWith(`${owner.toLowerCase()}/`);
  return repositories.some((each) => each.toLowerCase() === key);
}

/** What we put there is still in force, as far as is known. */
const HELD: ReadonlySet<FrozenRepository["state"]> = new Set([
  "frozen",
  "drifted",
  "unknown",
  "failed",
]);

type Lost = {
  readonly how: "deleted" | "suspended" | "removed";
  readonly login: string;
  readonly held: readonly string[];
};

async function tellManagers(tx: Tx, { how, login, held }: Lost): Promise<void> {
  const repositories = held.slice(0, MOST_NAMED);
  const about = { how, login, repositories, count: held.length };
  const message = { kind: "github-access-lost", ...about } as const;
  const managers = await listManagers(tx, null);
  const posts = managers.map((user): Effect => ({ kind: "post", to: { in: "dm", user }, message }));
  const { channel } = tx.shop.freeze;
  await oweEffects(tx, [...posts, { kind: "post", to: { in: "channel", channel }, message }]);
}
