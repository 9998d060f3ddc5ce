// Gets to know the workspace and stays in touch: who we are there, who else is, and when Slack is back after being away.
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { SlackIdentity } from "./clients.ts";
import type { Circuit } from "./deliver/circuit.ts";
import { Held } from "./deliver/slack-failure.ts";

export type AcquaintanceParts = {
  readonly circuit: Pick<Circuit, "health">;
  readonly log: Logger;
  /** Asks whatever earlier failures say: at the start nothing else is worth waiting for. */
  readonly introduce: () => Promise<SlackIdentity>;
  /** Asks as rarely as the circuit allows. */
  readonly probe: () => Promise<unknown>;
  /** Called once in a life of the process. */
  readonly onMet: (identity: SlackIdentity) => Promise<void>;
  readonly readDirectory: () => Promise<unknown>;
  readonly retryMs?: number;
};

const RETRY_MS = 2_000;

/** Runs until the signal is aborted; never rejects. */
export async function keepAcquaintance(
  parts: AcquaintanceParts,
  signal: AbortSignal,
): Promise<void> {
  const { circuit, log, retryMs = RETRY_MS } = parts;
  const met = async () => await parts.onMet(await parts.introduce());
  await persist(met, "Slack does not say who we are; asking again");
  // Without the directory nobody named by a handle in muster.yml can be paged.
  await persist(parts.readDirectory, "the directory cannot be read; asking again");
  while (!signal.aborted) {
    await rest();
    if (circuit.health().state !== "up") await probe();
  }

  async function persist(work: () => Promise<unknown>, complaint: string): Promise<void> {
    while (!signal.aborted) {
      try {
        await work();
        return;
      } catch (error) {
        log.warn({ err: error }, complaint);
        await rest();
      }
    }
  }

  /** Effects owed probe as well; without any, nothing else would find out that Slack is back. */
  async function probe(): Promise<void> {
    try {
      await parts.probe();
    } catch (error) {
      if (!(error instanceof Held)) log.debug({ err: error }, "Slack is still away");
    }
  }

  async function rest(): Promise<void> {
    await sleep(retryMs, undefined, { signal }).catch(() => undefined); // stopping
  }
}
