// Opens incidents and starts runs in them as people do, and waits until Slack shows them.
import { setTimeout as sleep } from "node:timers/promises";
import type { Message } from "../src/rehearsal/slack/types.ts";
import { alertBody } from "./alert-body.ts";
import { SIXTY_STEPS } from "./sixty-steps.ts";
import { buttonOn, type Place } from "./slack.ts";
import type { Stage } from "./stage.ts";

export const RESPONDER = "U0ANNA";
export const DONE = "run:act.done";

const LOOK_MS = 100;
const PATIENCE_MS = 180_000;
const WINDOW_MS = 60_000;

/** The id of the incident's channel. */
export async function openIncident(stage: Stage, name: string): Promise<string> {
  const { slack } = stage.slackPeer;
  const known = new Set(listRooms(stage));
  await fetch(`${stage.muster.url}/hooks/alertmanager`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: alertBody()({ id: name, service: name }),
  });
  const findRoom = () => listRooms(stage).find((id) => !known.has(id));
  await until(`a channel for ${name}`, () => {
    const room = findRoom();
    return room !== undefined && slack.state.messages(room).some(({ blocks }) => blocks.length > 0);
  });
  return findRoom() ?? "";
}

const listRooms = ({ slackPeer }: Stage): string[] =>
  slackPeer.slack.state.channels.flatMap(({ id, name }) => (name.startsWith("inc-") ? [id] : []));

/** Starts so many runs in the channel; their messages, each with a step that can be done. */
export async function startRuns(stage: Stage, room: string, count: number): Promise<Place[]> {
  const { slack } = stage.slackPeer;
  for (let run = 0; run < count; run++) {
    const asked = `run ${SIXTY_STEPS.slug}`;
    const outcome = await slack.as(RESPONDER).command(room, "/runbook", asked);
    if (!outcome.ok) throw new Error(`a run could not be started: ${outcome.shown}`);
  }
  const listRuns = () => slack.state.messages(room).filter((each) => doneButton(each));
  await until(`${count} runs in ${room}`, () => listRuns().length >= count);
  return listRuns().map(({ channelId, ts }) => ({ channelId, ts }));
}

export const doneButton = (message: Message | undefined) => message && buttonOn(message, DONE);

/** Nothing is owed to Slack any more. */
export async function untilSettled({ sql }: Stage): Promise<void> {
  await until("all effects to be carried out", async () => {
    const [row] = await sql<{ many: number }[]>`
      select count(*)::int as many from outbox where state in ('owed', 'sent')`;
    return row?.many === 0;
  });
}

/** Slack counts edits by the minute: what came before is not to hold back what is measured. */
export async function untilRoomForEdits({ slackPeer }: Stage): Promise<void> {
  await until("room for edits", () => {
    const since = Date.now() - WINDOW_MS;
    const recent = slackPeer.slack.calls.filter(
      ({ method, at }) => method === "chat.update" && at.getTime() > since,
    );
    return recent.length <= 1;
  });
}

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const since = performance.now(); !(await holds()); await sleep(LOOK_MS)) {
    if (performance.now() - since < PATIENCE_MS) continue;
    throw new Error(`waited ${PATIENCE_MS / 1000} s for ${what}`);
  }
}
