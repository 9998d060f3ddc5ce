// How many random runs of random runbooks the engine's property tests try, and how fast.
import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import type { Row } from "./table.ts";

const TEST = fileURLToPath(
  new URL("../test/domain/runbook/run-properties.test.ts", import.meta.url),
);
const SEQUENCES = 2_000;
const LIMIT_MS = 300_000;

/** Where one fails, its seed and the shrunk counterexample are in what is thrown. */
export async function measureProperty(): Promise<readonly Row[]> {
  const { tried, ms } = readReport(await runTests());
  const rate = (tried.sequences / ms) * 1000;
  return [
    {
      what: "random runs of random runbooks, every invariant kept",
      figure: `${many(tried.sequences)} in ${(ms / 1000).toFixed(1)} s, ${many(rate)}/s`,
      peer: `${many(tried.events)} events, ${many(tried.sends)} sends, ${many(tried.ended)} ended`,
    },
  ];
}

async function runTests(): Promise<string> {
  const args = ["--test-reporter=tap", TEST, `--sequences=${SEQUENCES}`];
  const limits = { timeout: LIMIT_MS, maxBuffer: 16 * 1024 * 1024 };
  try {
    return (await promisify(execFile)(process.execPath, args, limits)).stdout;
  } catch (error) {
    const said = String((error as { stdout?: unknown }).stdout ?? "");
    throw new Error(`the engine's property tests failed:\n${said}`, { cause: error });
  }
}

const triedShape = z.object({
  sequences: z.number(),
  events: z.number(),
  sends: z.number(),
  ended: z.number(),
});

/** What the first of the tests counted, and how long it took. */
function readReport(tap: string) {
  const [, counted = "{}"] = /^# seed \d+: (\{.*\})$/m.exec(tap) ?? [];
  const [, ms = "NaN"] = /duration_ms: ([\d.]+)/.exec(tap) ?? [];
  return { tried: triedShape.parse(JSON.parse(counted)), ms: Number(ms) };
}

const many = (value: number): string => Math.round(value).toLocaleString("en").replaceAll(",", " ");
