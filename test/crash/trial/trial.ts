// Whole runs, one after another, under a program that is killed again and again; then what became of each is counted.
import { setTimeout as wait } from "node:timers/promises";
import { command, expectMessage, idOf } from "../../support/people.ts";
import { post } from "../../support/stage.ts";
import { openWorld, type World } from "../../support/world.ts";
import { countMessages, countRun, doubledPosts } from "./count.ts";
import { drive, type Plan, readRun, type Scene } from "./drive.ts";
import { openKiller } from "./killer.ts";
import { PEOPLE } from "./press.ts";
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
  /** What the program was doing, and how often it was killed there. */
  readonly blows: ReadonlyMap<string, number>;
  readonly runs: number;
  readonly ends: readonly string[];
  readonly effects: number;
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
  readonly stuck: readonly string[];
};

export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  await using world = await openWorld({
    runbooks: { "trial.yml": TRIAL_RUNBOOK },
    config: (text) => text.replace(/^.*runbook: .*$/m, ""),
  });
  const random = openRandom(options.seed);
  const killer = openKiller(world, random);
  const scene: Scene = { world, room: await openRoom(world), random, killer };
  const all: Outcome[] = [];
  while (killer.kills < options.kills && all.every(({ stuck }) => stuck.length === 0)) {
    const mostKills = Math.min(killer.kills + options.killsPerRun, options.kills);
    const outcome = await oneRun(scene, all.length + 1, { ...leavingOf(random), mostKills });
    all.push(outcome);
    options.tell(sayRun(all.length, outcome, killer.kills));
  }
  return {
    kills: killer.kills,
    blows: killer.blows,
    runs: all.length,
    ends: all.map(({ end }) => end),
    effects: all.reduce((sum, { effects }) => sum + effects, 0),
    doubled: [...all.flatMap(({ doubled }) => doubled), ...doubledPosts(world.slack)],
    lost: all.flatMap(({ lost }) => lost),
    stuck: all.flatMap(({ stuck }) => stuck),
  };
}

async function openRoom({ slack, muster }: World): Promise<string> {
  const alert = { name: "PaymentAuthRateDrop" };
  await post(`${muster.url}/hooks/alertmanager`, alert, new Date());
  const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
  for (const name of PEOPLE) await slack.as(idOf(slack, name)).join(card.channelId);
  return slack.state.channel(card.channelId)?.name ?? "";
}

/** Half of the runs go to their end; the others are left on the way. */
function leavingOf(random: Random): Pick<Plan, "leaveAt" | "how"> {
  if (random.chance(0.5)) return {};
  const leaveAt = random.pick(["flagged", "release", "workflow", "held", "count", "back"]);
  return { leaveAt, how: random.chance(0.75) ? "roll-back" : "abort" };
}

type Outcome = Pick<TrialResult, "effects" | "doubled" | "lost" | "stuck"> & {
  readonly end: string;
};

async function oneRun(scene: Scene, turn: number, plan: Plan): Promise<Outcome> {
  const { world, room } = scene;
  const { slack, shop } = world;
  putBack(world);
  const before = shop.log().length;
  const tag = `t${turn}`;
  const number = await begin(scene, tag, `/runbook run trial tag=${tag} share=${1 + (turn % 90)}`);
  const stuck = await drive(scene, number, plan);
  await settled(world);
  const { state: run } = await readRun(world, number);
  const counted = countRun(shop, run, shop.log().slice(before));
  const said = countMessages(slack, run, { room, number, tag });
  const ofRun = (text: string) => `run ${number}: ${text}`;
  return {
    end: `${run.state}/${run.outcome ?? "-"}`,
    effects: counted.effects,
    doubled: [...counted.doubled, ...said.doubled].map(ofRun),
    lost: [...counted.lost, ...said.lost].map(ofRun),
    stuck: stuck === undefined ? [] : [ofRun(stuck)],
  };
}

/** As it was before the first run, done by hand by somebody of the shop. */
function putBack({ shop }: World): void {
  shop.flags.set("recommendations", true);
  shop.flags.set("reviews", true);
}

/** The command may be lost with a process that had taken it: people type it again. The run's number. */
async function begin(
  { world, room, killer, random }: Scene,
  tag: string,
  line: string,
): Promise<number> {
  const start = async () => await command(world.slack, "piotr", line, room);
  if (random.chance(0.5)) await killer.during(start, "some-time");
  else await start();
  for (let looks = 1; looks < 600; looks += 1) {
    const [row] = await world.sql<{ number: number }[]>`
      select number from runs where state -> 'inputs' ->> 'tag' = ${tag}`;
    if (row) return row.number;
    await wait(100);
    if (looks % 50 === 0) await start();
  }
  throw new Error(`the run ${tag} cannot be started`);
}

/** Everything that is owed was said, or a minute is over. */
async function settled({ sql, forward }: World): Promise<void> {
  for (let looks = 1; looks < 600; looks += 1) {
    const [row] = await sql<{ many: number }[]>`
      select count(*)::int as many from outbox where state in ('owed', 'sent')`;
    if (row?.many === 0) return;
    if (looks % 20 === 0) forward(2_000);
    await wait(100);
  }
}

function sayRun(
  number: number,
  { end, effects, doubled, lost, stuck }: Outcome,
  kills: number,
): string {
  const wrong = [...doubled, ...lost, ...stuck].map((each) => `\n    ${each}`).join("");
  return `run ${number}: ${end}, ${effects} effects, ${kills} kills so far${wrong}`;
}
