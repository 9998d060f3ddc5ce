// Compares everything with what was promised, in the middle of freezes and after the last of them.
import type { Ballot } from "../../../src/domain/freeze/ballot.ts";
import type { Pull } from "../../../src/rehearsal/shop/github/hub/hub-types.ts";
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
import { quiet, settle } from "./time.ts";

const FRESH_MS = 150_000;

/** Once all that follows has followed: GitHub is as it is meant to be, and holds what it should. */
export async function look(scene: Scene, when: string): Promise<void> {
  await judgeAtOnce(scene, when);
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

const TURNS = 40;
const STEP_MS = 500;

/** As soon as a repository is called frozen, and not only when everything has been told. */
async function judgeAtOnce(scene: Scene, when: string): Promise<void> {
  const { sql, forward } = scene.world;
  const left = new Set(heldNow(scene));
  for (let turn = 0; turn < TURNS && left.size > 0; turn += 1) {
    const frozen = (await readRepositories(sql)).filter(({ state }) => state === "frozen");
    for (const { repository } of frozen.filter((each) => left.delete(each.repository))) {
      const passing = (await listUnexcepted(scene, repository)).filter(({ number }) =>
        passesCheck(scene, repository, number),
      );
      const names = passing.map(({ number }) => `#${number}`).join(", ");
      if (names === "") continue;
      const text = `${repository} is called frozen, and ${names} could be merged`;
      keep(scene, when, [{ kind: "gap", text }]);
    }
    await quiet(scene);
    forward(STEP_MS);
  }
}

async function listUnexcepted({ world }: Scene, repository: string): Promise<readonly Pull[]> {
  const exceptions = await readExceptions(world.sql);
  const isLetThrough = ({ number, headSha }: Pull) =>
    exceptions.some(
      (each) =>
        each.state === "approved" &&
        each.repository === repository &&
        each.pull === number &&
        each.headSha === headSha,
    );
  return world.shop.github
    .pulls(repository)
    .filter((pull) => pull.base === "main" && !isLetThrough(pull));
}

/** What nobody let through shows no passing check; one of them, a tag and a push are tried for real. */
async function judgeHeld(scene: Scene, when: string): Promise<void> {
  const { world, random } = scene;
  const { github } = world.shop;
  const fault = (text: string) => keep(scene, when, [{ kind: "passed", text }]);
  for (const repository of heldNow(scene)) {
    const pulls = await listUnexcepted(scene, repository);
    for (const { number } of pulls) {
      if (passesCheck(scene, repository, number)) fault(`${repository}#${number} may pass`);
    }
    const [first, ...rest] = pulls;
    if (first) tryToMerge(scene, repository, random.pick([first, ...rest]).number);
    const tag = `v9.${random.below(1e9)}`;
    if (github.createTag(repository, tag).ok) fault(`${repository} was tagged`);
    if (github.pushTo(repository).ok) fault(`${repository} was pushed to`);
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
