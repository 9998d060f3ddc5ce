// Owns the live connection of one open page: a snapshot first, then every change as it happens.
import type { ServerResponse } from "node:http";
import type { Slack } from "../slack/types.ts";
import type { ShopHistory } from "./shop-history.ts";
import { describeChange, type Surroundings, takeSnapshot } from "./what-person-sees.ts";
import type { CommandHelp, PageLink, Snapshot, Update } from "./wire.ts";

/** Proxies and browsers drop a silent connection; a comment keeps it open. */
const heartbeatMs = 15_000;

export type Source = {
  readonly slack: Slack;
  readonly history: ShopHistory;
  readonly commands: readonly CommandHelp[];
  readonly isDmReadOnly: boolean;
  readonly links: readonly PageLink[];
};

/** Ends by itself when the browser goes; the returned function ends it from our side. */
export function openEventStream(source: Source, me: string, res: ServerResponse): () => void {
  const { slack, history } = source;
  res.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  const sendSnapshot = () => {
    const now = { shop: history.moments(), situation: history.situation() };
    const around: Surroundings = { ...source, ...now };
    send(res, "snapshot", takeSnapshot(slack, me, around));
  };
  const sendUpdate = (update: Update | undefined) => {
    if (update) send(res, "update", update);
  };
  sendSnapshot();
  const known = new Set(visibleRooms(slack, me));
  const stopSlack = slack.onChange((change) => {
    const wasInvited = change.kind === "channel" && isNewMember(slack, me, change.channelId, known);
    // A room that just became visible brings its whole past with it.
    if (wasInvited) sendSnapshot();
    else sendUpdate(describeChange(slack, me, change));
  });
  const changes = watchChanges(source, sendUpdate);
  const stopShop = history.onMoment((moment) => {
    sendUpdate({ kind: "shop", moment });
    changes();
  });
  const heartbeat = setInterval(() => res.write(": still here\n\n"), heartbeatMs);
  const stop = () => {
    stopSlack();
    stopShop();
    clearInterval(heartbeat);
  };
  res.on("close", stop);
  return () => {
    stop();
    res.end();
  };
}

/** For what changes without telling: faults are used up by the app's calls, flags set by others. */
function watchChanges({ slack, history }: Source, tell: (update: Update) => void): () => void {
  let faults = JSON.stringify(slack.faults.list());
  let situation = JSON.stringify(history.situation());
  return () => {
    const nowFaults = slack.faults.list();
    const nowSituation = history.situation();
    const [f, s] = [JSON.stringify(nowFaults), JSON.stringify(nowSituation)];
    if (f !== faults) tell({ kind: "faults", faults: nowFaults });
    if (s !== situation) tell({ kind: "situation", situation: nowSituation });
    faults = f;
    situation = s;
  };
}

function visibleRooms({ state }: Slack, me: string): readonly string[] {
  return state.channels
    .filter((channel) => channel.kind !== "public" && channel.members.includes(me))
    .map((channel) => channel.id);
}

function isNewMember(slack: Slack, me: string, channelId: string, known: Set<string>): boolean {
  if (known.has(channelId) || !visibleRooms(slack, me).includes(channelId)) return false;
  known.add(channelId);
  return true;
}

function send(res: ServerResponse, event: "snapshot" | "update", body: Snapshot | Update): void {
  res.write(`event: ${event}\ndata: ${JSON.stringify(body)}\n\n`);
}
