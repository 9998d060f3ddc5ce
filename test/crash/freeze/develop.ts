// What developers and admins do in the trial: ask for exceptions, push, merge, and change our rules by hand.
import type { FreezeException } from "../../../src/domain/freeze/exception.ts";
import type { Pull } from "../../../src/rehearsal/shop/github/hub/hub-types.ts";
import { ACTIONS } from "../../../src/slack/ids.ts";
import { command, idOf } from "../../support/people.ts";
import { expectThat, insist } from "./insist.ts";
import { isHolding, meantOf } from "./ledger.ts";
import { pressInDm } from "./press.ts";
import { readExceptions, readRepositories } from "./rows.ts";
import { HELD, nowOf, QUEUED, type Scene } from "./scene.ts";

const PEOPLE = ["anna", "piotr", "bea", "ola", "marek"] as const;

export const isFrozenNow = (scene: Scene, repository: string): boolean =>
  meantOf(repository, scene.ledger.plans, nowOf(scene)) === "frozen";

export const passesCheck = (scene: Scene, repository: string, number: number): boolean =>
  scene.world.shop.github.checksOf(repository, number).find(({ name }) => name === "muster/freeze")
    ?.conclusion === "success";

/** Some pull request that only the freeze holds up. */
function somePull({ world, random }: Scene, repository: string): Pull {
  const { github } = world.shop;
  const ready = github
    .pulls(repository)
    .filter(
      ({ isDraft, autoMergeBy, base }) => !isDraft && autoMergeBy === null && base === "main",
    );
  const [first, ...rest] = ready;
  const author = random.pick(["anna-dev", "piotr-dev"] as const);
  return first
    ? random.pick([first, ...rest])
    : github.openPull(repository, { title: "One more change", author });
}

export async function goException(scene: Scene, repository: string, tag: string): Promise<void> {
  const exception = await ask(scene, repository, tag);
  if (!exception) return;
  const { number, pull } = exception;
  const read = async () => (await readExceptions(scene.world.sql)).find((e) => e.number === number);
  const isOver = async () => !["asked", "approved"].includes((await read())?.state ?? "");
  const isAsked = await expectThat(scene, {
    name: `the commit of EXC-${number}`,
    holds: async () => (await read())?.headSha !== "" && (await read())?.isLooking !== true,
    isMoot: isOver,
  });
  if (!isAsked) return;
  const among = (await read())?.ballot.eligible ?? [];
  for (const user of shuffled(scene, among).slice(0, 2)) {
    if (!(await approve(scene, exception, user))) return;
  }
  const isPassed = await expectThat(scene, {
    name: `the check of EXC-${number} on ${repository}#${pull}`,
    holds: async () => passesCheck(scene, repository, pull),
    isMoot: async () => (await isOver()) || !isFrozenNow(scene, repository),
  });
  if (isPassed) await useIt(scene, exception, tag);
}

async function ask(
  scene: Scene,
  repository: string,
  tag: string,
): Promise<FreezeException | undefined> {
  const { world, random, ledger } = scene;
  const { number } = somePull(scene, repository);
  const find = async () =>
    (await readExceptions(world.sql)).find(
      (each) => each.repository === repository && each.pull === number && isLive(each),
    );
  if (await find()) return undefined;
  const by = random.pick(PEOPLE);
  const line = `/freeze except ${repository}#${number} ${tag}`;
  const isAsked = await insist(scene, {
    name: `${by} asks for an exception of ${repository}#${number}`,
    act: async () => await command(world.slack, by, line, "general"),
    holds: async () => (await readExceptions(world.sql)).some(({ reason }) => reason === tag),
    isMoot: async () => !isFrozenNow(scene, repository),
  });
  if (isAsked) ledger.requests.push(tag);
  return (await readExceptions(world.sql)).find(({ reason }) => reason === tag);
}

const isLive = ({ state }: FreezeException): boolean => state === "asked" || state === "approved";

async function approve(
  scene: Scene,
  { id, number, repository }: FreezeException,
  user: string,
): Promise<boolean> {
  const { slack, sql } = scene.world;
  const name = slack.state.users.find((each) => each.id === user)?.name ?? "";
  const read = async () => (await readExceptions(sql)).find((each) => each.id === id);
  const isDone = await insist(scene, {
    name: `${name} approves EXC-${number}`,
    act: async () =>
      await pressInDm(slack, name, {
        action: ACTIONS.exceptionApprove,
        means: (value) => value.about === "exception" && value.exception === number,
      }),
    holds: async () => (await read())?.ballot.votes.some(({ by }) => by.id === user) ?? false,
    isMoot: async () => (await read())?.state !== "asked" || !isFrozenNow(scene, repository),
  });
  if (isDone) scene.ledger.votes.push({ on: id, by: idOf(slack, name) });
  return isDone;
}

/** Merged, pushed to, taken back, or left until it expires. */
async function useIt(scene: Scene, exception: FreezeException, tag: string): Promise<void> {
  const { github } = scene.world.shop;
  const { repository, pull, number } = exception;
  const fault = (text: string) => scene.faults.push({ kind: "passed", text });
  const way = scene.random.pick(["merge", "merge", "push", "revoke", "leave"]);
  scene.trace.push(`EXC-${number}: ${way}`);
  if (way === "leave") return;
  if (way === "merge") {
    const said = github.merge(repository, pull, "bea-dev");
    if (!said.ok) fault(`EXC-${number} was approved, and GitHub refuses it: ${said.message}`);
    return;
  }
  if (way === "push") {
    github.push(repository, pull);
  } else {
    await insist(scene, {
      name: `bea takes back EXC-${number}`,
      act: async () =>
        await command(scene.world.slack, "bea", `/freeze revoke EXC-${number} ${tag}`, "general"),
      holds: async () =>
        (await readExceptions(scene.world.sql)).find((e) => e.number === number)?.state ===
        "revoked",
      isMoot: async () => !isFrozenNow(scene, repository),
    });
    await expectThat(scene, {
      name: `the check without EXC-${number} on ${repository}#${pull}`,
      holds: async () => !passesCheck(scene, repository, pull),
      isMoot: async () => !isFrozenNow(scene, repository),
    });
  }
  tryToMerge(scene, repository, pull);
}

/** Of a repository that is held, and of a commit that nobody has let through. */
export function tryToMerge(scene: Scene, repository: string, pull: number): void {
  if (scene.ledger.touched.has(repository) || !isFrozenNow(scene, repository)) return;
  const said = scene.world.shop.github.merge(repository, pull, "bea-dev");
  if (!said.ok) return;
  scene.faults.push({ kind: "passed", text: `${repository}#${pull} was merged in the freeze` });
}

export function pushSomewhere(scene: Scene, repository: string): void {
  const pull = somePull(scene, repository);
  scene.world.shop.github.push(repository, pull.number);
  scene.trace.push(`a push to ${repository}#${pull.number}`);
}

/** An admin takes our rule away, switches it off, or narrows it, in the middle of a freeze. */
export async function touch(scene: Scene, repository: string): Promise<void> {
  const { world, random, foreign, ledger } = scene;
  const { github } = world.shop;
  const ours = github.rulesetsOf(repository).filter(({ id, enforcement }) => {
    return enforcement === "active" && !foreign.has(`${repository} ${id}`);
  });
  const [first, ...rest] = ours;
  if (!first) return;
  const recorded = (await readRepositories(world.sql)).find((e) => e.repository === repository);
  if (recorded?.state !== "frozen") return;
  const { id } = random.pick([first, ...rest]);
  const way = random.pick(["delete", "disable", "narrow"]);
  scene.trace.push(`${way} ruleset ${id} of ${repository} by hand`);
  ledger.touched.add(repository);
  switch (way) {
    case "delete":
      return github.deleteRuleset(repository, id, "bea-dev");
    case "disable":
      return void github.editRuleset(repository, id, { enforcement: "disabled" }, "bea-dev");
    default: {
      const conditions = { ref_name: { include: ["refs/heads/nowhere"], exclude: [] } };
      return void github.editRuleset(repository, id, { conditions }, "bea-dev");
    }
  }
}

/** Held, not touched, and without a queue of its own. */
export function heldNow(scene: Scene): readonly string[] {
  return HELD.filter(
    (name) => name !== QUEUED && isFrozenNow(scene, name) && !scene.ledger.touched.has(name),
  );
}

export const plansHolding = (scene: Scene) =>
  scene.ledger.plans.filter((plan) => isHolding(plan, nowOf(scene)));

function shuffled<T>({ random }: Scene, items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
