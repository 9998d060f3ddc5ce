// Compares everything with what was promised, in the middle of freezes and after the last of them.
import type { Ballot } from "../../../src/domain/freeze/ballot.ts";
import { messagesIn } from "../../support/people.ts";
import { doubledPosts } from "../trial/count.ts";
import { heldNow, isFrozenNow, passesCheck, tryToMerge } from "./develop.ts";
import {
  type Fault,
  judgeExceptions,
  judgeForeign,
  judgeFreezes,
  judgeOwed,
  judgePosts,
  judgeRepository,
  judgeVotes,
} from "./judge.ts";
import { meantOf } from "./ledger.ts";
import {
  nameOfVote,
  readExceptions,
  readFreezes,
  readOwed,
  readRepositories,
  readVotes,
} from "./rows.ts";
import { ALL, HELD, listForeign, nowOf, type Scene } from "./scene.ts";
import { settle } from "./time.ts";

const FRESH_MS = 150_000;

/** Once all that follows has followed: GitHub is as it is meant to be, and holds what it should. */
export async function look(scene: Scene, when: string): Promise<void> {
  do await settle(scene);
  while (isNearBoundary(scene));
  const { ledger, world } = scene;
  const recorded = await readRepositories(world.sql);
  const now = nowOf(scene);
  for (const name of [...ledger.touched])
    if (!isFrozenNow(scene, name)) ledger.touched.delete(name);
  const found = ALL.flatMap((repository) =>
    judgeRepository({
      repository,
      meant: meantOf(repository, ledger.plans, now),
      isEnforceable: (HELD as readonly string[]).includes(repository),
      isTouched: ledger.touched.has(repository),
      rulesets: oursIn(scene, repository),
      recorded: recorded.find((each) => each.repository === repository),
    }),
  );
  const touched = judgeForeign(scene.foreign, listForeign(world));
  keep(scene, when, [...found, ...touched]);
  await judgeHeld(scene, when);
}

/** A freeze began or ended while everything settled. */
function isNearBoundary(scene: Scene): boolean {
  const now = nowOf(scene);
  return scene.ledger.plans
    .flatMap(({ startsAt, endsAt, endedAt }) => [startsAt, endedAt ?? endsAt])
    .some((at) => at <= now && at > now - FRESH_MS);
}

const oursIn = ({ world, foreign }: Scene, repository: string) =>
  world.shop.github.rulesetsOf(repository).filter(({ id }) => !foreign.has(`${repository} ${id}`));

/** What nobody let through shows no passing check; one of them, a tag and a push are tried for real. */
async function judgeHeld(scene: Scene, when: string): Promise<void> {
  const { world, random } = scene;
  const { github } = world.shop;
  const exceptions = await readExceptions(world.sql);
  for (const repository of heldNow(scene)) {
    const unexcepted = github
      .pulls(repository)
      .filter(
        ({ number, headSha, base }) =>
          base === "main" &&
          !exceptions.some(
            (each) =>
              each.state === "approved" &&
              each.repository === repository &&
              each.pull === number &&
              each.headSha === headSha,
          ),
      );
    const passing = unexcepted.filter(({ number }) => passesCheck(scene, repository, number));
    keep(
      scene,
      when,
      passing.map(({ number }) => ({
        kind: "passed",
        text: `${repository}#${number} has a passing check in the freeze`,
      })),
    );
    const [first, ...rest] = unexcepted;
    if (first) tryToMerge(scene, repository, random.pick([first, ...rest]).number);
    const tag = github.createTag(repository, `v9.${scene.trace.length}.${random.below(1e9)}`);
    if (tag.ok) keep(scene, when, [{ kind: "passed", text: `${repository} was tagged` }]);
    const push = github.pushTo(repository);
    if (push.ok) keep(scene, when, [{ kind: "passed", text: `${repository} was pushed to` }]);
  }
}

/** When the last freeze is over. */
export async function lookBack(scene: Scene): Promise<void> {
  const { world, ledger } = scene;
  const { sql, slack } = world;
  await look(scene, "after the last freeze");
  const freezes = await readFreezes(sql);
  const exceptions = await readExceptions(sql);
  const proposals = freezes.flatMap(({ id, proposal, decided = [] }) =>
    [...decided, ...(proposal ? [proposal] : [])].map(
      ({ change, ballot }) => [nameOfVote(id, change), ballot] as const,
    ),
  );
  const ballots = new Map<string, Ballot>([
    ...proposals,
    ...exceptions.map(({ id, ballot }) => [id, ballot] as const),
  ]);
  const posts = new Map(ledger.plans.map(({ number }) => [number, countPosts(scene, number)]));
  keep(scene, "at the end", [
    ...judgeFreezes(freezes),
    ...judgeExceptions(ledger.requests, exceptions),
    ...judgeVotes({ cast: ledger.votes, ballots, trail: await readVotes(sql) }),
    ...judgePosts(posts),
    ...judgeOwed(await readOwed(sql)),
    ...doubledPosts(slack).map((text): Fault => ({ kind: "posts", text })),
    ...heldPulls(scene),
  ]);
}

/** Posts of its own in the release channel: threads and edits do not count. */
function countPosts({ world: { slack } }: Scene, number: number): number {
  return messagesIn(slack, "releases").filter(
    ({ text, threadTs, ts }) =>
      (threadTs === undefined || threadTs === ts) && new RegExp(`FRZ-${number}\\b`).test(text),
  ).length;
}

/** Pull requests that are told to be held although nothing holds. */
function heldPulls(scene: Scene): readonly Fault[] {
  const { github } = scene.world.shop;
  return HELD.flatMap((repository) =>
    github.pulls(repository).flatMap(({ number }): Fault[] => {
      const check = github
        .checksOf(repository, number)
        .find(({ name }) => name === "muster/freeze");
      if (!check || check.conclusion === "success") return [];
      return [{ kind: "state", text: `${repository}#${number} is still told that it is held` }];
    }),
  );
}

function keep(scene: Scene, when: string, found: readonly Fault[]): void {
  for (const { kind, text } of found) scene.faults.push({ kind, text: `${when}: ${text}` });
}
