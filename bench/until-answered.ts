// Waits until a child process answers over HTTP as wanted; a child that never does is ended.
import { setTimeout as sleep } from "node:timers/promises";
import type { Child } from "./child.ts";

const LIMIT_MS = 30_000;
const LOOK_MS = 10;

export async function untilAnswered(
  url: string,
  child: Child,
  isWanted: (answer: Response) => boolean,
): Promise<void> {
  for (const since = performance.now(); ; await sleep(LOOK_MS)) {
    // Nothing listens yet: the next look tells.
    const wanted = await fetch(url).then(isWanted, () => false);
    if (wanted) return;
    const seconds = (performance.now() - since) / 1000;
    if (seconds * 1000 < LIMIT_MS && !child.hasEnded()) continue;
    await child[Symbol.asyncDispose]();
    throw new Error(`${url} did not answer within ${seconds.toFixed(1)} s:\n${child.output()}`);
  }
}
