// Clicks "Done" on the messages of runs and measures until Slack is sent the picture of the next step.
import { setTimeout as sleep } from "node:timers/promises";
import { doneButton, RESPONDER } from "./open-runs.ts";
import { type Spread, spreadOf } from "./quantile.ts";
import type { Place } from "./slack.ts";
import type { Stage } from "./stage.ts";

export type Clicked = { readonly shown: Spread; readonly acked: Spread };

/** Slack takes 50 edits of messages a minute and workspace, and Muster makes 40: faster would measure that. */
const PACE_MS = 1_750;

/** One click on each, in this order. */
export async function clickThrough(stage: Stage, messages: readonly Place[]): Promise<Clicked> {
  const shown: number[] = [];
  const acked: number[] = [];
  for (const message of messages) {
    const since = performance.now();
    shown.push(await clickOnce(stage, message));
    acked.push(lastAck(stage));
    await sleep(Math.max(0, PACE_MS - (performance.now() - since)));
  }
  return { shown: spreadOf(shown), acked: spreadOf(acked) };
}

/** Milliseconds from the click to the arrival of the call that shows what comes next. */
async function clickOnce({ slackPeer }: Stage, at: Place): Promise<number> {
  const { slack } = slackPeer;
  const button = doneButton(slack.state.message(at.channelId, at.ts));
  if (!button) throw new Error(`the message ${at.ts} has no button to go on with`);
  const next = slackPeer.nextPicture(at, (now) => doneButton(now)?.blockId !== button.blockId);
  const since = performance.now();
  const [arrived, outcome] = await Promise.all([
    next,
    slack.as(RESPONDER).click(at.channelId, at.ts, button),
  ]);
  if (!outcome.ok) throw new Error(`a click failed: ${outcome.shown}`);
  return arrived - since;
}

function lastAck({ slackPeer }: Stage): number {
  const { deliveries } = slackPeer.slack;
  return deliveries.findLast(({ kind }) => kind === "block_actions")?.tookMs ?? Number.NaN;
}
