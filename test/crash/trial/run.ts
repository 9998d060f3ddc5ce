// `npm run trial [-- freeze] [kills] [seed]`: prints how runs, or freezes, survive a program that is killed again and again.
import process from "node:process";
import type { FaultKind } from "../freeze/judge.ts";
import { runFreezeTrial } from "../freeze/trial.ts";
import { runTrial, type TrialResult } from "./trial.ts";

const KILLS = 220;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(args: readonly string[]): Promise<void> {
  const [area, ...rest] = args;
  if (area === "freeze") await tryFreezes(rest);
  else await tryRuns(args);
}

async function tryRuns([kills = String(KILLS), seed = "1"]: readonly string[]): Promise<void> {
  const since = performance.now();
  say(`Whole runs, the real process killed at random moments; seed ${seed}.`);
  const options = { seed: Number(seed), kills: Number(kills), killsPerRun: 20, tell: say };
  const result = await runTrial(options);
  const seconds = Math.round((performance.now() - since) / 1000);
  const ends = [...Map.groupBy(result.ends, (end) => end)].map(
    ([end, all]) => `${end} ${all.length}`,
  );
  for (const line of table(rowsOf(result, seconds), result.blows)) say(line);
  say(`ended ${ends.join(", ")}`);
  const wrong = [...result.doubled, ...result.lost, ...result.stuck];
  for (const each of wrong) say(`  ${each}`);
  if (wrong.length > 0) process.exitCode = 1;
}

type Rows = readonly (readonly [string, number | string])[];

const rowsOf = (result: TrialResult, seconds: number): Rows => [
  ["kills", result.kills],
  ["runs", result.runs],
  ["effects", result.effects],
  ["doubled", result.doubled.length],
  ["lost", result.lost.length],
  ["stuck", result.stuck.length],
  ["seconds", seconds],
];

function table(rows: Rows, blows: ReadonlyMap<string, number>): readonly string[] {
  const wide = Math.max(10, ...rows.map(([name]) => name.length + 2));
  return [
    "",
    ...rows.map(([name, value]) => `${name.padEnd(wide)}${String(value).padStart(6)}`),
    `killed ${[...blows].map(([name, many]) => `${name} ${many}`).join(", ")}`,
  ];
}

async function tryFreezes([kills = String(KILLS), seed = "1"]: readonly string[]): Promise<void> {
  const since = performance.now();
  say(`Overlapping freezes, the real process killed at random moments; seed ${seed}.`);
  const options = { seed: Number(seed), kills: Number(kills), killsPerRound: 25, tell: say };
  const result = await runFreezeTrial(options);
  const seconds = Math.round((performance.now() - since) / 1000);
  const many = (...kinds: readonly FaultKind[]) =>
    result.faults.filter(({ kind }) => kinds.includes(kind)).length;
  const rows: Rows = [
    ["kills", result.kills],
    ["rounds", result.rounds],
    ["freezes", result.freezes],
    ["exceptions", result.exceptions],
    ["votes", result.votes],
    ["rules changed by hand", result.touches],
    ["repositories in a wrong state", many("state")],
    ["merges, tags, pushes that passed, or could not", many("passed")],
    ["called frozen with a way through", many("gap")],
    ["rulesets of others touched", many("touched")],
    ["our rulesets doubled or left over", many("rulesets")],
    ["votes doubled or lost", many("votes")],
    ["exceptions doubled or lost", many("exceptions")],
    ["acts that were taken and lost", many("lost")],
    ["stuck", many("stuck")],
    ["posts doubled, or above four a freeze", many("posts")],
    ["seconds", seconds],
  ];
  for (const line of table(rows, result.blows)) say(line);
  for (const { kind, text } of result.faults) say(`  ${kind}: ${text}`);
  if (result.faults.length > 0) process.exitCode = 1;
}

await main(process.argv.slice(2));
