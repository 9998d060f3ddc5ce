// Whole runs under a program that is killed again and again; people press on until each run is over.
import { setTimeout as wait } from "node:timers/promises";
import type { RunState } from "../../../src/domain/runbook/run.ts";
import { effectId } from "../../../src/jobs/run/effect-id.ts";
import { command, expectMessage, idOf } from "../../support/people.ts";
import { post } from "../../support/stage.ts";
import { openWorld, type World } from "../../support/world.ts";
import { countMessages, countRun, doubledPosts } from "./count.ts";
import { type Blow, type Killer, openKiller } from "./killer.ts";
import { fillIn, nextPress, openForm, PEOPLE, type Press, press } from "./press.ts";
import { openRandom, type Random } from "./random.ts";
import { TRIAL_RUNBOOK } from "./runbook.ts";

export type TrialOptions = {
  readonly seed: number;
  readonly kills: number;
  /** Kills of one run; after those it is left in peace to end. */
  readonly killsPerRun: number;
  readonly tell: (line: string) => void;
};

export type TrialResult = {
  readonly kills: number;
  readonly blows: ReadonlyMap<string, number>;
  readonly runs: number;
  readonly ends: readonly string[];
  readonly effects: number;
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
  readonly stuck: readonly string[];
};

/** Moves without a kill within which a run has to come to its end: it has 16 steps, and waits in between. */
const PEACE = 100;
const IDLE_MS = 5_000;

type Trial = {
  readonly world: World;
  readonly room: string;
  readonly random: Random;
  readonly killer: Killer;
  readonly options: TrialOptions;
};

export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  await using world = await openWorld({
    runbooks: { "trial.yml": TRIAL_RUNBOOK },
    config: (text) => text.replace(/^.*runbook: .*$/m, ""),
  });
  const { slack } = world;
  const alert = { name: "PaymentAuthRateDrop" };
  await post(`${world.muster.url}/hooks/alertmanager`, alert, new Date());
  const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
  const { name: room = "" } = slack.state.channel(card.channelId) ?? {};
  for (const name of PEOPLE) await slack.as(idOf(slack, name)).join(card.channelId);
  const random = openRandom(options.seed);
  const killer = openKiller(world, random);
  const trial = { world, room, random, killer, options };
  const all: Outcome[] = [];
  while (killer.kills < options.kills) {
    const outcome = await oneRun(trial, all.length + 1);
    options.tell(sayRun(all.length + 1, outcome, killer.kills));
    all.push(outcome);
    if (outcome.stuck.length > 0) break;
  }
  return {
    kills: killer.kills,
    blows: killer.blows,
    runs: all.length,
    ends: all.map(({ end }) => end),
    effects: all.reduce((sum, { effects }) => sum + effects, 0),
    doubled: [...all.flatMap(({ doubled }) => doubled), ...doubledPosts(slack)],
    lost: all.flatMap(({ lost }) => lost),
    stuck: all.flatMap(({ stuck }) => stuck),
  };
}

type Outcome = Pick<TrialResult, "effects" | "doubled" | "lost" | "stuck"> & {
  readonly end: string;
};

async function oneRun(trial: Trial, number: number): Promise<Outcome> {
  const { world, room, random } = trial;
  const { slack, shop } = world;
  const tag = `t${number}`;
  reset(world);
  const before = shop.log().length;
  const share = 1 + (number % 90);
  const line = `/runbook run trial tag=${tag} share=${share}`;
  const start = async () => await command(slack, "piotr", line, room);
  const first = await begin(trial, number, start);
  const plan = planOf(random);
  const stuck = await drive(trial, { number, id: first.id, plan });
  await settled(world, number);
  const { state: run } = await readRun(world, number);
  const counted = countRun(shop, run, shop.log().slice(before));
  const said = countMessages(slack, run, { room, number, tag });
  const label = (text: string) => `run ${number}: ${text}`;
  return {
    end: `${run.state}/${run.outcome ?? "-"}`,
    effects: counted.effects,
    doubled: [...counted.doubled, ...said.doubled].map(label),
    lost: [...counted.lost, ...said.lost].map(label),
    stuck: stuck ? [label(stuck)] : [],
  };
}

/** As it was before the first run, done by hand by somebody of the shop. */
function reset({ shop }: World): void {
  shop.flags.set("recommendations", true);
  shop.flags.set("reviews", true);
}

type Row = { readonly id: string; readonly state: RunState };

async function findRun({ sql }: World, number: number): Promise<Row | undefined> {
  const [row] = await sql<Row[]>`select id, state from runs where number = ${number}`;
  return row;
}

async function readRun(world: World, number: number): Promise<Row> {
  const row = await findRun(world, number);
  if (!row) throw new Error(`there is no run ${number}`);
  return row;
}

/** The command may be lost with a process that had taken it: people type it again. */
async function begin(trial: Trial, number: number, start: () => Promise<unknown>): Promise<Row> {
  const { world, killer, random } = trial;
  if (random.chance(0.5)) await killer.during(start, "some-time");
  for (let tries = 0; tries < 20; tries += 1) {
    for (let looks = 0; looks < 20; looks += 1) {
      const row = await findRun(world, number);
      if (row) return row;
      await wait(100);
    }
    await start();
  }
  throw new Error(`run ${number} cannot be started`);
}

type Plan = { readonly leaveAt?: string; readonly how?: "roll-back" | "abort" };

/** Half of the runs go to their end; the others are left on the way. */
function planOf(random: Random): Plan {
  if (random.chance(0.5)) return {};
  const leaveAt = random.pick(["flagged", "release", "workflow", "held", "count", "back"]);
  return { leaveAt, how: random.chance(0.75) ? "roll-back" : "abort" };
}

type Drive = { readonly number: number; readonly id: string; readonly plan: Plan };

/** Undefined once it is over; else why it is stuck. */
async function drive(trial: Trial, { number, plan }: Drive): Promise<string | undefined> {
  const { world, random, killer, options, room } = trial;
  const { slack } = world;
  const most = Math.min(killer.kills + options.killsPerRun, options.kills + 5);
  let peace = 0;
  let isLeaving = false;
  const trace: string[] = [];
  const impatience = openImpatience();
  while (peace < PEACE) {
    const { state: run } = await readRun(world, number);
    if (run.endedAt !== undefined) return undefined;
    isLeaving ||= run.cursor === plan.leaveAt;
    const mayKill = killer.kills < most;
    trace.push(
      `${run.state} ${run.cursor} ${run.steps.find(({ id }) => id === run.cursor)?.state}`,
    );
    if (!mayKill) peace += 1;
    const form = openForm(slack);
    const leaving = isLeaving && plan.how ? { leaving: plan.how } : {};
    const wish = { room, number, run, happened: hasHappened(world, run), ...leaving };
    const wanted = form ? undefined : nextPress(slack, wish, random);
    const next = wanted && impatience.mayPress(wanted) ? wanted : undefined;
    if (form) trace.push(`  ${form.user} sends ${form.view.content.callback_id}`);
    if (next) trace.push(`  ${next.user} presses ${next.offer.action} of ${next.offer.step}`);
    const act = form
      ? async () => await fillIn(slack, form.user, form.view)
      : next
        ? async () => impatience.pressed(next, await press(slack, next))
        : async () => world.forward(IDLE_MS);
    const isWorth = form !== null || next !== undefined || isMoving(run);
    if (mayKill && isWorth && random.chance(0.6)) {
      await killer.during(act, blowFor(run, random));
      impatience.forget();
    } else {
      await act();
      await changed(slack);
    }
  }
  const { state } = await readRun(world, number);
  const step = state.steps.find(({ id }) => id === state.cursor);
  for (const line of trace.slice(-30)) options.tell(line);
  for (const line of world.muster.log.slice(-30)) options.tell(line.slice(0, 600));
  options.tell(`running ${world.muster.isRunning()} ahead ${world.aheadMs}`);
  for (const user of PEOPLE)
    for (const { text } of slack.state.ephemerals(idOf(slack, user)).slice(-4))
      options.tell(`${user}: ${text}`);
  return `stuck in ${state.state} at ${state.cursor} ${step?.state}: ${JSON.stringify(step)}`;
}

const AGAIN_MS = 2_000;

/** People press once and look; after two seconds without an answer, or a crash, they press again. */
function openImpatience() {
  let last = { what: "", at: Number.NEGATIVE_INFINITY };
  const nameOf = ({ offer: { step, attempt, action }, user }: Press) =>
    `${step} ${attempt} ${action} ${action === "approve" ? user : ""}`;
  return {
    mayPress: (next: Press) => nameOf(next) !== last.what || performance.now() - last.at > AGAIN_MS,
    pressed: (next: Press, isShown: boolean) => {
      if (isShown) last = { what: nameOf(next), at: performance.now() };
    },
    forget: () => {
      last = { what: "", at: Number.NEGATIVE_INFINITY };
    },
  };
}

const isMoving = ({ cursor, steps }: RunState): boolean => {
  const step = steps.find(({ id }) => id === cursor);
  return step !== undefined && ["preparing", "running", "verifying"].includes(step.state);
};

function blowFor(run: RunState, random: Random): Blow {
  const step = run.steps.find(({ id }) => id === run.cursor);
  if (step?.state === "verifying") return random.pick(["look", "some-time"]);
  if (step?.state === "ready") {
    return random.pick(["change-before", "change-after", "some-time", "look", "say-after"]);
  }
  return random.pick(["some-time", "some-time", "some-time", "say-before", "say-after", "look"]);
}

/** What a person would find in the shop about the effect in question. */
function hasHappened({ shop }: World, run: RunState): boolean {
  const step = run.steps.find(({ id }) => id === run.cursor);
  const effect = step?.effect;
  if (!step || !effect) return false;
  const { direction, generation, of } = effect;
  const id = effectId(run.id, { step: of ?? step.id, direction, generation });
  return (
    shop.log().some(({ key, status }) => key === id && status < 300) ||
    shop.deployments().some(({ payload }) => JSON.stringify(payload).includes(id)) ||
    shop.workflowRuns().some(({ inputs }) => inputs["effect_id"] === id)
  );
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

/** Everything that is owed for it was said, or three seconds are over. */
async function settled({ sql, forward }: World, number: number): Promise<void> {
  for (let looks = 0; looks < 60; looks += 1) {
    const [row] = await sql<{ many: number }[]>`
      select count(*)::int as many from outbox where state not in ('done', 'dropped', 'dead')`;
    if (row?.many === 0) return;
    if (looks % 10 === 9) forward(2_000);
    await wait(100);
  }
  void number;
}

function sayRun(number: number, { end, effects, doubled, lost, stuck }: Outcome, kills: number) {
  const wrong = [...doubled, ...lost, ...stuck].map((each) => `\n    ${each}`).join("");
  return `run ${number}: ${end}, ${effects} effects, ${kills} kills so far${wrong}`;
}
