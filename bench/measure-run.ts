// A run of 60 steps from the first to the last click: what it asks of Slack, and how soon each next step is shown.
import { type Clicked, clickThrough } from "./click-through.ts";
import { openIncident, startRuns, untilRoomForEdits, untilSettled } from "./open-runs.ts";
import { spreadOf } from "./quantile.ts";
import { SIXTY_STEPS } from "./sixty-steps.ts";
import type { Stage } from "./stage.ts";
import { pair, type Row } from "./table.ts";

const { steps } = SIXTY_STEPS;
const LIMIT_SAMPLES = 60;
const RATIO_BAR = 1.25;

export async function measureRun(stage: Stage): Promise<readonly Row[]> {
  const { slack } = stage.slackPeer;
  const room = await openIncident(stage, "sixty");
  const [message] = await startRuns(stage, room, 1);
  if (!message) throw new Error("the run has no message");
  await untilSettled(stage);
  await untilRoomForEdits(stage);
  const last = slack.calls.at(-1)?.id ?? 0;
  const clicked = await clickThrough(stage, Array(steps).fill(message));
  await untilSettled(stage);
  const calls = slack.calls.filter(({ id }) => id > last).map(({ method }) => method);
  return [callsRow(calls), ...(await clickRows(stage, "1 open run", clicked))];
}

/** At the least every click is answered by one edit, which shows the next step. */
function callsRow(calls: readonly string[]): Row {
  const ratio = calls.length / steps;
  return {
    what: `Slack calls of a run of ${steps} steps, first to last click`,
    figure: `${calls.length}: ${byMethod(calls)}`,
    peer: `fewest possible ${steps}: chat.update ${steps}`,
    ratio,
    bar: `ratio < ${RATIO_BAR}`,
    holds: ratio < RATIO_BAR,
  };
}

function byMethod(calls: readonly string[]): string {
  const groups = Object.entries(Object.groupBy(calls, (method) => method));
  return groups.map(([method, each = []]) => `${method} ${each.length}`).join(", ");
}

export async function clickRows(
  stage: Stage,
  among: string,
  { shown, acked }: Clicked,
): Promise<readonly Row[]> {
  const limit = spreadOf(await measureLimit(stage));
  return [
    {
      what: `click to next step shown, ${among}, p50 / p99 of ${shown.count}`,
      figure: pair(shown),
      peer: `commit + HTTP call to Slack ${pair(limit)}`,
      ratio: shown.p50 / limit.p50,
    },
    { what: `click to ack of the same clicks, ${among}, p50 / p99`, figure: pair(acked) },
  ];
}

/** The least there is to do: a request comes in, is committed, and a call to the same Slack goes out. */
async function measureLimit({ peerUrl, slackPeer }: Stage): Promise<number[]> {
  const took: number[] = [];
  for (let sample = 0; sample < LIMIT_SAMPLES; sample++) {
    const arrived = slackPeer.nextCall(["api.test"]);
    const since = performance.now();
    const answer = await fetch(`${peerUrl}/commit-and-call`, { method: "POST", body: "click" });
    if (answer.status !== 202) throw new Error(`the bare parts answered ${answer.status}`);
    await answer.arrayBuffer();
    took.push((await arrived) - since);
  }
  return took;
}
