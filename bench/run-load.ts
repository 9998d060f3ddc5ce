// Starts the load generator and reads what it measured.
import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Spread } from "./quantile.ts";

export type Load = {
  readonly url: string;
  /** Part of every alert's id: two loads of different names never send the same alert. */
  readonly name: string;
  readonly service: string;
  readonly connections: number;
  readonly seconds: number;
  /** An open loop at this rate; as fast as answers come when left out. */
  readonly perSecond?: number;
};

export type LoadResult = Spread & {
  readonly perSecond: number;
  readonly failed: number;
  /** Of one core: near 1 the generator itself is the limit. */
  readonly cpuShare: number;
};

const GENERATOR = fileURLToPath(new URL("load.ts", import.meta.url));

export async function runLoad(load: Load): Promise<LoadResult> {
  const limit = { timeout: load.seconds * 1000 + 30_000, killSignal: "SIGKILL" } as const;
  const args = [GENERATOR, JSON.stringify(load)];
  const { stdout } = await promisify(execFile)(process.execPath, args, limit);
  return JSON.parse(stdout) as LoadResult;
}
