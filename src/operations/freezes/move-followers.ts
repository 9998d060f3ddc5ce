// Steps of runs that wait for the end of a freeze move with it.
import type { Tx } from "../context.ts";

/** The freeze was made longer or shorter, or it ended; called under its lock. */
export async function moveFollowers(_tx: Tx, _freezeId: string): Promise<void> {
  await Promise.resolve();
}
