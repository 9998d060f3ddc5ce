// From a click in Slack to the 200 that takes the spinner away: idle, and while monitoring posts 1,000 alerts a second.
import { setTimeout as sleep } from "node:timers/promises";
import { alertBody } from "./alert-body.ts";
import { type Spread, spreadOf } from "./quantile.ts";
import { type LoadResult, runLoad } from "./run-load.ts";
import { type Button, findButton } from "./slack.ts";
import type { Stage } from "./stage.ts";
import { ms, pair, type Row, rate } from "./table.ts";

const SERVICE = "ack-load";
const PER_SECOND = 1_000;
const LOAD_SECONDS = 12;
const WARM_UP = 20;
const CLICKS = 150;
const GAP_MS = 50;
const BAR_MS = 250;
const DRAIN_LIMIT_MS = 60_000;

export async function measureAck(stage: Stage): Promise<readonly Row[]> {
  const button = await openIncident(stage);
  await clickMany(stage, button, WARM_UP);
  const idle = await clickMany(stage, button, CLICKS);
  const load = runLoad({
    url: `${stage.muster.url}/hooks/alertmanager`,
    name: "ack",
    service: SERVICE,
    connections: 64,
    seconds: LOAD_SECONDS,
    perSecond: PER_SECOND,
  });
  await sleep(1_500);
  const busy = await clickMany(stage, button, CLICKS);
  const loaded = await load;
  const backlog = await countWaiting(stage);
  const drainMs = await untilUnderstood(stage);
  return rowsOf({ idle, busy, loaded, backlog, drainMs });
}

type Figures = {
  readonly idle: Spread;
  readonly busy: Spread;
  readonly loaded: LoadResult;
  readonly backlog: number;
  readonly drainMs: number;
};

function rowsOf({ idle, busy, loaded, backlog, drainMs }: Figures): readonly Row[] {
  const rateNow = rate(loaded.perSecond);
  return [
    { what: `click to ack, idle, p50 / p99 of ${idle.count}`, figure: pair(idle) },
    {
      what: `click to ack under ${rateNow}, p50 / p99`,
      figure: pair(busy),
      peer: `idle ${pair(idle)}`,
      ratio: busy.p50 / idle.p50,
      bar: `p99 < ${BAR_MS} ms`,
      holds: busy.p99 < BAR_MS && loaded.failed === 0,
    },
    {
      what: `webhook to 202 under ${rateNow}, p50 / p99`,
      figure: pair(loaded),
      ...(loaded.failed > 0 && { peer: `${loaded.failed} FAILED` }),
    },
    {
      what: `not yet understood after ${LOAD_SECONDS} s of it`,
      figure: `${backlog}, gone in ${ms(drainMs)}`,
    },
  ];
}

async function openIncident({ muster, slackPeer }: Stage): Promise<Button> {
  const body = alertBody()({ id: "ack-first", service: SERVICE });
  const headers = { "content-type": "application/json" };
  await fetch(`${muster.url}/hooks/alertmanager`, { method: "POST", headers, body });
  for (const since = performance.now(); performance.now() - since < 10_000; await sleep(100)) {
    const button = findButton(slackPeer.slack, "incidents", "incident:follow");
    if (button) return button;
  }
  throw new Error("no announcement with a Follow button came within 10 s");
}

async function clickMany(stage: Stage, button: Button, count: number): Promise<Spread> {
  const { slack } = stage.slackPeer;
  const { channelId, ts, ...use } = button;
  const took: number[] = [];
  for (let click = 0; click < count; click++) {
    const outcome = await slack.as("U0ANNA").click(channelId, ts, { ...use, stale: true });
    if (!outcome.ok) throw new Error(`a click failed: ${outcome.shown}`);
    const sent = slack.deliveries.findLast(({ kind }) => kind === "block_actions");
    took.push(sent?.tookMs ?? Number.NaN);
    await sleep(GAP_MS);
  }
  return spreadOf(took);
}

async function countWaiting({ sql }: Stage): Promise<number> {
  const [row] = await sql<{ many: number }[]>`
    select count(*)::int as many from deliveries where state = 'received'`;
  return row?.many ?? 0;
}

export async function untilUnderstood(stage: Stage): Promise<number> {
  const since = performance.now();
  while ((await countWaiting(stage)) > 0) {
    if (performance.now() - since > DRAIN_LIMIT_MS) break;
    await sleep(100);
  }
  return performance.now() - since;
}
