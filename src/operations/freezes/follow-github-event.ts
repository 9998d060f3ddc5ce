// What follows from what GitHub told: tasks for GitHub, the end of exceptions, entries in the trail, people who hear.

import type { PullSeen } from "../../domain/freeze/follow-pull.ts";
import { type Freeze, isHolding } from "../../domain/freeze/freeze.ts";
import type { GithubEvent, GithubRepository } from "../../domain/freeze/github-event.ts";
import { heldRef } from "../../domain/freeze/held-ref.ts";
import { UNSURE } from "../../domain/freeze/pull-notice.ts";
import { type FrozenRepository, wantedOf } from "../../domain/freeze/repository.ts";
import type { FreezeTask } from "../../domain/freeze/task.ts";
import { findUsedException } from "../../storage/freeze-exceptions.ts";
import { listOpenFreezes } from "../../storage/freezes.ts";
import {
  listFrozenRepositories,
  listToldPulls,
  NO_CHECK,
  saveToldPull,
} from "../../storage/frozen-repositories.ts";
import { oweEffects, recordAudit, type Tx } from "../context.ts";
import { userOfLogin } from "./exception-people.ts";
import { followAccess } from "./follow-access.ts";
import { recordFreezeEvent } from "./freeze-event.ts";
import { requestFromGithub } from "./request-exception.ts";
import { settlePullLocked } from "./settle-exception.ts";

export async function followGithubEvent(tx: Tx, event: GithubEvent): Promise<void> {
  const known = await listFrozenRepositories(tx.db);
  if (event.is === "access-changed") return await followAccess(tx, event, known);
  const repository = ownRepository(tx.shop.repositories, known, event.repository);
  if (repository === undefined) return;
  const open = await listOpenFreezes(tx.db);
  const row = known.find((each) => each.repository === repository);
  await follow({ tx, repository, open, row }, event);
}

/** By its name, or by the number that it keeps when it is renamed. */
function ownRepository(
  own: readonly string[],
  known: readonly FrozenRepository[],
  { id, name }: GithubRepository,
): string | undefined {
  const key = name.toLowerCase();
  const byName = own.find((each) => each.toLowerCase() === key);
  return byName ?? known.find(({ repositoryId }) => repositoryId === id)?.repository;
}

type Scene = {
  readonly tx: Tx;
  /** As muster.yml writes it. */
  readonly repository: string;
  readonly open: readonly Freeze[];
  readonly row: FrozenRepository | undefined;
};

type Event<K extends GithubEvent["is"]> = Extract<GithubEvent, { readonly is: K }>;
type RepositoryEvent = Exclude<GithubEvent, { readonly is: "access-changed" }>;

async function follow(scene: Scene, event: RepositoryEvent): Promise<void> {
  const { repository } = scene;
  switch (event.is) {
    case "pull":
      return await followPull(scene, event);
    case "exception-asked":
      return await askException(scene, event);
    case "check-again":
      return await tellAgain(scene, event.headSha);
    case "queue-asks":
      return await answerQueue(scene, event);
    case "gate-asks": {
      const { runId, environment } = event;
      return await owe(scene, { do: "answer-gate", repository, runId, environment });
    }
    case "push":
      if (isHeld(scene, event.ref)) await owe(scene, { do: "watch", repository });
      return;
    case "repository-changed":
      return await followChange(scene, event);
  }
}

async function owe({ tx }: Scene, task: FreezeTask): Promise<void> {
  await oweEffects(tx, [{ kind: "freeze", task }]);
}

/** A freeze that holds now, and did then, means this branch or tag too: a delivery may be days late. */
function isHeld({ repository, open, row, tx }: Scene, ref: string, at = tx.now): boolean {
  return open.some(
    (freeze) =>
      isHolding(freeze, tx.now) &&
      new Date(freeze.startsAt) <= at &&
      freeze.scope.repositories.includes(repository) &&
      heldRef(ref, freeze.scope, row?.defaultBranch ?? null),
  );
}

const isFrozen = ({ repository, open, tx }: Scene): boolean =>
  wantedOf(repository, open, tx.now).level === "frozen";

/** Something of ours stands there, or shall. */
const isOurs = ({ repository, open, row, tx }: Scene): boolean =>
  wantedOf(repository, open, tx.now).level !== "nothing" ||
  (row !== undefined && row.state !== "open");

async function followPull(scene: Scene, { pull, isToTell }: Event<"pull">): Promise<void> {
  const { tx, repository } = scene;
  await settlePullLocked(tx, repository, pull);
  await recordMerge(scene, pull);
  if (isToTell && isFrozen(scene)) {
    await owe(scene, { do: "tell-pull", repository, pull: pull.number });
  }
}

/** Once, whoever sees it first: this delivery, or a look at the repository. */
export const mergeKey = (pull: number): string => `merged:${pull}`;

async function recordMerge(scene: Scene, pull: PullSeen): Promise<void> {
  const { tx, repository } = scene;
  const { number, title, author, mergedBy, mergeSha, mergedAt, headSha, base, url } = pull;
  if (mergedAt === null || !isHeld(scene, base, new Date(mergedAt))) return;
  const exception = await findUsedException(tx.db, { repository, pull: number, headSha });
  await recordFreezeEvent(tx, {
    what: "pull.merged",
    repository,
    key: mergeKey(number),
    detail: { pull: number, title, author, mergedBy, mergeSha, headSha, base, url, exception },
  });
}

async function askException(scene: Scene, event: Event<"exception-asked">): Promise<void> {
  const { tx, repository } = scene;
  const { headSha, login } = event;
  const pull = event.pull ?? (await findToldPull(scene, headSha));
  if (pull === undefined) {
    const detail = { login, headSha, why: "GitHub names no pull request" };
    await recordAudit(tx, "exception.request", repository, { outcome: "refused", detail });
    return;
  }
  const user = await userOfLogin(tx, login);
  const asked = await requestFromGithub(tx, { repository, pull, headSha, login, user });
  // The button of a check that is out of date: it says so from now on.
  if (!asked.ok) await tellAgain(scene, headSha);
}

async function findToldPull({ tx, repository }: Scene, sha: string): Promise<number | undefined> {
  const told = await listToldPulls(tx.db, repository);
  return told.find(({ headSha }) => headSha === sha)?.pull;
}

/** GitHub may have forgotten what our check said, or not: it is told as if for the first time. */
async function tellAgain(scene: Scene, sha: string): Promise<void> {
  const { tx, repository } = scene;
  const told = await listToldPulls(tx.db, repository);
  for (const row of told.filter(({ headSha }) => headSha === sha)) {
    await saveToldPull(tx.db, { ...row, told: UNSURE, githubId: NO_CHECK });
    await owe(scene, { do: "tell-pull", repository, pull: row.pull });
  }
}

async function answerQueue(scene: Scene, event: Event<"queue-asks">): Promise<void> {
  const { repository, row } = scene;
  // Before the start nothing asks for our check, and one that passed would let the group through afterwards.
  const isInForce = row !== undefined && row.state !== "open" && row.state !== "staged";
  if (!isFrozen(scene) && !isInForce) return;
  const { headSha, branch } = event;
  await owe(scene, { do: "answer-queue", repository, headSha, branch });
}

async function followChange(scene: Scene, event: Event<"repository-changed">): Promise<void> {
  const { tx, repository } = scene;
  if (!isOurs(scene)) return;
  const { what, login, from } = event;
  // Rulesets are looked at, and told if they are not as they should be; these here are news by themselves.
  if (what.startsWith("repository.")) {
    const detail = { login, from, name: event.repository.name };
    await recordFreezeEvent(tx, { what, repository, detail });
    await recordAudit(tx, what, repository, { detail });
  }
  await owe(scene, { do: "reconcile", repository });
}
