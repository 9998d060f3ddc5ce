// From the POST of an alert that opens an incident to the arrival of Muster's first call at Slack.
import { setTimeout as sleep } from "node:timers/promises";
import { type AlertBody, alertBody } from "./alert-body.ts";
import { spreadOf } from "./quantile.ts";
import type { Stage } from "./stage.ts";
import { pair, type Row } from "./table.ts";

const SAMPLES = 40;
const WARM_UP = 5;
/** Slack takes one message a second and channel, and Muster keeps to it: faster would measure that. */
const PACE_MS = 1_050;
const BAR_MS = 250;
const METHODS = ["chat.postMessage", "conversations.create"];

export async function measureFirstCall(stage: Stage): Promise<readonly Row[]> {
  const bodyOf = alertBody();
  const samples: number[] = [];
  const bare: number[] = [];
  for (let round = -WARM_UP; round < SAMPLES; round++) {
    const id = `first-call-${round}`;
    const took = await openIncident(stage, bodyOf, id);
    await sleep(PACE_MS);
    // Ten a minute would be a storm, and gathered in one incident: for Muster, these are an hour apart.
    await stage.sql`update incidents set opened_at = opened_at - interval '1 hour'`;
    const peer = await postTimed(`${stage.peerUrl}/commit`, bodyOf({ id, service: id }));
    if (round < 0) continue;
    samples.push(took);
    bare.push(peer);
  }
  const [spread, peer] = [spreadOf(samples), spreadOf(bare)];
  return [
    {
      what: `webhook to first Slack call, p50 / p99 of ${spread.count}`,
      figure: pair(spread),
      peer: `HTTP round trip + commit ${pair(peer)}`,
      ratio: spread.p50 / peer.p50,
      bar: `p99 < ${BAR_MS} ms`,
      holds: spread.p99 < BAR_MS,
    },
  ];
}

async function openIncident(stage: Stage, bodyOf: AlertBody, id: string): Promise<number> {
  const arrived = stage.slackPeer.nextCall(METHODS);
  const since = performance.now();
  await postTimed(`${stage.muster.url}/hooks/alertmanager`, bodyOf({ id, service: id }));
  return (await arrived) - since;
}

async function postTimed(url: string, body: string): Promise<number> {
  const since = performance.now();
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body });
  if (answer.status !== 202) throw new Error(`${url} answered ${answer.status}`);
  await answer.arrayBuffer();
  return performance.now() - since;
}
