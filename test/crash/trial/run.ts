// `npm run trial [kills] [seed]`: prints how whole runs survive a program that is killed again and again.
import process from "node:process";
import { runTrial, type TrialResult } from "./trial.ts";

const KILLS = 220;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main([kills = String(KILLS), seed = "1"]: readonly string[]): Promise<void> {
  const since = performance.now();
  say(`Whole runs, the real process killed at random moments; seed ${seed}.`);
  const options = { seed: Number(seed), kills: Number(kills), killsPerRun: 20, tell: say };
  const result = await runTrial(options);
  const seconds = Math.round((performance.now() - since) / 1000);
  for (const line of table(result, seconds)) say(line);
  const wrong = [...result.doubled, ...result.lost, ...result.stuck];
  for (const each of wrong) say(`  ${each}`);
  if (wrong.length > 0) process.exitCode = 1;
}

function table(result: TrialResult, seconds: number): readonly string[] {
  const rows: readonly (readonly [string, number | string])[] = [
    ["kills", result.kills],
    ["runs", result.runs],
    ["effects", result.effects],
    ["doubled", result.doubled.length],
    ["lost", result.lost.length],
    ["stuck", result.stuck.length],
    ["seconds", seconds],
  ];
  const ends = Map.groupBy(result.ends, (end) => end);
  return [
    "",
    ...rows.map(([name, value]) => `${name.padEnd(10)}${String(value).padStart(6)}`),
    `killed ${[...result.blows].map(([name, many]) => `${name} ${many}`).join(", ")}`,
    `ended ${[...ends].map(([end, all]) => `${end} ${all.length}`).join(", ")}`,
  ];
}

await main(process.argv.slice(2));
