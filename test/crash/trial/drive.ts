// Brings one run to its end by pressing what its messages offer, while the program is killed now and then.
import { setTimeout as wait } from "node:timers/promises";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import { effectId } from "../../../src/jobs/run/effect-id.ts";
import type { World } from "../../support/world.ts";
import type { Blow, Killer } from "./killer.ts";
import { fillIn, nextPress, openForm, type Press, press } from "./press.ts";
import type { Random } from "./random.ts";

export type Scene = {
  readonly world: World;
  readonly room: string;
  readonly random: Random;
  readonly killer: Killer;
};

export type Plan = {
  /** Somebody leaves the run when it is at this step. */
  readonly leaveAt?: string;
  readonly how?: "roll-back" | "abort";
  /** No more kills than these in all; afterwards the run is left in peace to end. */
  readonly mostKills: number;
};

type Row = { readonly id: string; readonly seq: number; readonly state: RunState };

/** Moves in which nothing at all comes of what people press, and of time that passes. */
const PATIENCE = 120;
/** In all; a run in peace needs some sixty. */
const MOST_MOVES = 2_000;
const IDLE_MS = 5_000;
const AGAIN_MS = 2_000;
const KILL_SHARE = 0.6;

export async function readRun({ sql }: World, number: number): Promise<Row> {
  const [row] = await sql<Row[]>`
    select id, event_seq as seq, state from runs where number = ${number}`;
  if (!row) throw new Error(`there is no run ${number}`);
  return row;
}

/** Undefined once it is over; else why it is stuck, with what was done last. */
export async function drive(scene: Scene, number: number, plan: Plan): Promise<string | undefined> {
  const { world, killer } = scene;
  const trace: string[] = [];
  const impatience = openImpatience();
  const still = { seq: -1, moves: 0 };
  let isLeaving = false;
  const mayKill = (run: RunState, { isPerson }: Move) =>
    killer.kills < plan.mostKills && (isPerson || isMoving(run)) && strikes(scene);
  for (let moves = 0; moves < MOST_MOVES && still.moves < PATIENCE; moves += 1) {
    const { seq, state: run } = await readRun(world, number);
    if (run.endedAt !== undefined) return undefined;
    Object.assign(still, { seq, moves: still.seq === seq ? still.moves + 1 : 0 });
    isLeaving ||= run.cursor === plan.leaveAt;
    const leaving = isLeaving && plan.how ? { leaving: plan.how } : {};
    const move = nextMove(scene, { number, run, impatience, ...leaving });
    trace.push(`${stepName(run)}: ${move.name}`);
    if (mayKill(run, move)) {
      await killer.during(move.act, blowFor(run, scene.random));
      impatience.forget();
    } else {
      await move.act();
      await changed(world.slack);
    }
  }
  const { state } = await readRun(world, number);
  const step = state.steps.find(({ id }) => id === state.cursor);
  return `stuck at ${JSON.stringify(step)}\n${trace.slice(-20).join("\n")}`;
}

const strikes = ({ random }: Scene): boolean => random.chance(KILL_SHARE);

const stepNow = ({ cursor, steps }: RunState) => steps.find(({ id }) => id === cursor);
const stepName = (run: RunState): string => `${run.state} ${run.cursor} ${stepNow(run)?.state}`;

type Move = {
  readonly name: string;
  readonly isPerson: boolean;
  readonly act: () => Promise<void>;
};

type Situation = {
  readonly number: number;
  readonly run: RunState;
  readonly leaving?: "roll-back" | "abort";
  readonly impatience: Impatience;
};

function nextMove({ world, room, random }: Scene, now: Situation): Move {
  const { slack } = world;
  const { impatience, ...situation } = now;
  const form = openForm(slack);
  if (form) {
    const { user, view } = form;
    const act = async () => await fillIn(slack, user, view);
    return { name: `${user} sends a form`, isPerson: true, act };
  }
  const wish = { ...situation, room, happened: hasHappened(world, now.run) };
  const next = nextPress(slack, wish, random);
  if (!next || !impatience.mayPress(next)) {
    return { name: "time passes", isPerson: false, act: async () => await pass(world) };
  }
  const act = async () => impatience.pressed(next, await press(slack, next));
  const { action, step } = next.offer;
  return { name: `${next.user} presses ${action} of ${step}`, isPerson: true, act };
}

/** Time does not run away from a slow machine: it passes when nothing is left to do at this moment. */
async function pass(world: World): Promise<void> {
  const now = new Date(Date.now() + world.aheadMs);
  const [row] = await world.sql<{ many: number }[]>`
    select count(*)::int as many from outbox
    where state in ('owed', 'sent') and due_at <= ${now}`;
  if (row?.many === 0) world.forward(IDLE_MS);
}

function isMoving(run: RunState): boolean {
  return ["preparing", "running", "verifying"].includes(stepNow(run)?.state ?? "");
}

function blowFor(run: RunState, random: Random): Blow {
  const state = stepNow(run)?.state;
  if (state === "verifying") return random.pick(["look", "some-time"]);
  if (state === "ready") {
    return random.pick(["change-before", "change-after", "some-time", "look", "say-after"]);
  }
  return random.pick(["some-time", "some-time", "some-time", "say-before", "say-after", "look"]);
}

/** What a person would find in the shop about the effect in question. */
function hasHappened({ shop }: World, run: RunState): boolean {
  const step = stepNow(run);
  if (!step?.effect) return false;
  const { direction, generation, of } = step.effect;
  const id = effectId(run.id, { step: of ?? step.id, direction, generation });
  return (
    shop.log().some(({ key, status }) => key === id && status < 300) ||
    shop.deployments().some(({ payload }) => JSON.stringify(payload).includes(id)) ||
    shop.workflowRuns().some(({ inputs }) => inputs["effect_id"] === id)
  );
}

type Impatience = ReturnType<typeof openImpatience>;

/** People press once and look; after two seconds without an answer, or a crash, they press again. */
function openImpatience() {
  let last = { what: "", at: Number.NEGATIVE_INFINITY };
  const nameOf = ({ offer: { step, attempt, action }, user }: Press) =>
    `${step} ${attempt} ${action} ${action === "approve" ? user : ""}`;
  return {
    mayPress: (next: Press) => nameOf(next) !== last.what || performance.now() - last.at > AGAIN_MS,
    pressed: (next: Press, isTaken: boolean) => {
      if (isTaken) last = { what: nameOf(next), at: performance.now() };
    },
    forget: () => {
      last = { what: "", at: Number.NEGATIVE_INFINITY };
    },
  };
}

/** The next change in Slack, or a quarter of a second: people look up when something moves. */
async function changed(slack: World["slack"]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = slack.onChange(() => resolve());
  const timer = setTimeout(resolve, 250);
  await promise;
  clearTimeout(timer);
  stop();
  await wait(20);
}
