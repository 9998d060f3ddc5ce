// From `node src/main.ts` to ready, as somebody tries it: rehearsal and database of its own, empty folder and later.
import { execFile } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";
import { startMuster } from "./muster.ts";
import { median } from "./quantile.ts";
import { makeFolder } from "./stage.ts";
import { ms, type Row } from "./table.ts";

const ROUNDS = 3;
const FIRST_BAR_MS = 5_000;
const LATER_BAR_MS = 2_000;

export async function measureStart(): Promise<readonly Row[]> {
  const first: number[] = [];
  const later: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await using folder = await makeFolder();
    first.push(await startOnce(folder.path));
    later.push(await startOnce(folder.path));
    bare.push(await startBareNode());
  }
  const peer = median(bare);
  const row = (what: string, sample: readonly number[], barMs: number): Row => ({
    what,
    figure: ms(median(sample)),
    peer: `bare node ${ms(peer)}`,
    ratio: median(sample) / peer,
    bar: `< ${barMs / 1000} s`,
    holds: median(sample) < barMs,
  });
  return [
    row("start to ready, empty folder", first, FIRST_BAR_MS),
    row("start to ready, later", later, LATER_BAR_MS),
  ];
}

async function startOnce(dataDir: string): Promise<number> {
  await using muster = await startMuster({ MUSTER_DATA_DIR: dataDir });
  return muster.readyMs;
}

async function startBareNode(): Promise<number> {
  const since = performance.now();
  await promisify(execFile)(process.execPath, ["-e", ""]);
  return performance.now() - since;
}
