// Runs the real program, `node src/main.ts`, and says when it is ready and how much memory it takes.

import { findPort } from "../test/support/find-port.ts";
import { type Child, startChild } from "./child.ts";
import { untilAnswered } from "./until-answered.ts";

export type RunningMuster = Child & {
  readonly url: string;
  /** From the start of the process to 200 from `/readyz`. */
  readonly readyMs: number;
  /** A metric of `/metrics`, summed over its labels. */
  readMetric(name: string): Promise<number>;
};

const MAIN = new URL("../src/main.ts", import.meta.url);
export async function startMuster(
  env: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): Promise<RunningMuster> {
  const port = await findPort();
  const url = `http://127.0.0.1:${port}`;
  const since = performance.now();
  const child = startChild({
    file: MAIN,
    nodeOptions,
    env: { ...env, PORT: String(port), LOG_LEVEL: "warn" },
  });
  await untilAnswered(`${url}/readyz`, child, (answer) => answer.ok);
  const readyMs = performance.now() - since;
  return { ...child, url, readyMs, readMetric: async (name) => await readMetric(url, name) };
}

async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return text
    .split("\n")
    .filter((line) => line.startsWith(name) && /^[ {]/.test(line.slice(name.length)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
}
