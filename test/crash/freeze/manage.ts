// What release managers do in the trial: declare freezes, make them longer, lift and cancel them, with an approval each.
import type { Freeze, FreezeChange } from "../../../src/domain/freeze/freeze.ts";
import { ACTIONS } from "../../../src/slack/ids.ts";
import { command, idOf } from "../../support/people.ts";
import { insist } from "./insist.ts";
import type { Plan } from "./ledger.ts";
import { pressInDm } from "./press.ts";
import { findFreeze, nameOfVote, readFreezes } from "./rows.ts";
import { nowOf, type Scene } from "./scene.ts";

/** Each declares, and the other approves. */
const MANAGERS = ["bea", "ola"] as const;

function pair({ random }: Scene) {
  const by = random.pick(MANAGERS);
  return { by, other: by === "bea" ? "ola" : "bea" } as const;
}

const iso = (ms: number): string => new Date(ms).toISOString();

export type Window = {
  readonly title: string;
  readonly repositories: readonly string[];
  readonly startsAt: number;
  readonly endsAt: number;
};

/** Undefined where nothing came of it. */
export async function declare(scene: Scene, window: Window): Promise<Plan | undefined> {
  const { sql, slack } = scene.world;
  const { title, repositories, startsAt, endsAt } = window;
  const { by, other } = pair(scene);
  const line = `/freeze new ${iso(startsAt)} ${iso(endsAt)} ${repositories.join(" ")} ${title}`;
  const find = async () => (await readFreezes(sql)).find((each) => each.title === title);
  const isDrafted = await insist(scene, {
    name: `${by} drafts ${title}`,
    act: async () => await command(slack, by, line, "general"),
    holds: async () => (await find()) !== undefined,
  });
  const number = (await find())?.number;
  if (!isDrafted || number === undefined) return undefined;
  const isDeclared = await insist(scene, {
    name: `${by} declares FRZ-${number}`,
    act: async () =>
      await pressInDm(slack, by, {
        action: ACTIONS.freezeDeclare,
        means: (value) => value.about === "freeze" && value.freeze === number,
      }),
    holds: async () => (await findFreeze(sql, number)).state !== "drafted",
  });
  if (!isDeclared || !(await vote(scene, number, other))) return undefined;
  const plan: Plan = { number, repositories, startsAt, endsAt, endedAt: null };
  scene.ledger.plans.push(plan);
  return plan;
}

/** On what is asked of that freeze now; true where it is granted then. */
async function vote(scene: Scene, number: number, voter: string): Promise<boolean> {
  const { sql, slack } = scene.world;
  const { proposal } = await findFreeze(sql, number);
  if (!proposal) return false;
  const { id } = proposal;
  const by = idOf(slack, voter);
  const decided = async () => {
    const freeze = await findFreeze(sql, number);
    return freeze.decided?.find((each) => each.id === id);
  };
  const isDone = await insist(scene, {
    name: `${voter} approves ${proposal.change.kind} of FRZ-${number}`,
    act: async () =>
      await pressInDm(slack, voter, {
        action: ACTIONS.freezeApprove,
        means: (value) => value.about === "freeze" && value.proposal === id,
      }),
    holds: async () => (await decided())?.ballot.state === "granted",
    isMoot: async () => (await decided()) !== undefined,
  });
  if (!isDone) return false;
  const freeze = await findFreeze(sql, number);
  scene.ledger.votes.push({ on: nameOfVote(freeze.id, proposal.change), by });
  return true;
}

const EXTRA_MS = 3_600_000;

export async function extend(scene: Scene, plan: Plan, tag: string): Promise<void> {
  const endsAt = iso(plan.endsAt + EXTRA_MS);
  const isSo = await change(scene, plan, { tag, verb: "extend", line: `1h ${tag}` });
  const { endsAt: now } = await findFreeze(scene.world.sql, plan.number);
  if (isSo) plan.endsAt += EXTRA_MS;
  if (isSo && now !== endsAt) {
    const text = `FRZ-${plan.number} was made longer to ${endsAt}, and ends at ${now}`;
    scene.faults.push({ kind: "lost", text });
  }
}

export async function end(
  scene: Scene,
  plan: Plan,
  { verb, tag }: { readonly verb: "lift" | "cancel"; readonly tag: string },
): Promise<void> {
  if (!(await change(scene, plan, { tag, verb, line: tag }))) return;
  plan.endedAt = nowOf(scene);
}

type Asked = {
  readonly tag: string;
  readonly verb: FreezeChange["kind"];
  readonly line: string;
};

async function change(scene: Scene, plan: Plan, { tag, verb, line }: Asked): Promise<boolean> {
  const { sql, slack } = scene.world;
  const { number } = plan;
  const { by, other } = pair(scene);
  const read = async () => await findFreeze(sql, number);
  const isAsked = await insist(scene, {
    name: `${by} asks to ${verb} FRZ-${number}`,
    act: async () => await command(slack, by, `/freeze ${verb} FRZ-${number} ${line}`, "general"),
    holds: async () => proposalsOf(await read()).some(({ reason }) => reason === tag),
    isMoot: async () => (await read()).ended !== null,
  });
  return isAsked && (await vote(scene, number, other));
}

const proposalsOf = ({ proposal, decided = [] }: Freeze) =>
  proposal ? [...decided, proposal] : decided;
