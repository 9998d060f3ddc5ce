// Opens the workspace: what the journal remembers, and at the first start the channels it is given.
import type { SlackOptions } from "../types.ts";
import { createChannel, findChannelByName } from "./channels.ts";
import { createEphemerals } from "./ephemerals.ts";
import { createTimestamps, makeId } from "./ids.ts";
import { openStore } from "./store.ts";
import { createTime } from "./time.ts";
import { createTriggers } from "./triggers.ts";
import { createUsers } from "./users.ts";
import { createViews } from "./views.ts";
import type { Workspace } from "./workspace.ts";

/** Response URLs end after half an hour; for a while longer they are answered as expired. */
const keptUrlSeconds = 2 * 3600;

export function openWorkspace(
  options: SlackOptions,
  { publish, socketUrl }: Pick<Workspace, "publish"> & { socketUrl(origin: string): string },
): Workspace {
  const { app } = options;
  const time = createTime(options.clock);
  // A line that cannot be read was cut by a kill before anybody was answered.
  const store = openStore(options.journalFile, () => {});
  const newest = store
    .partitions("messages")
    .flatMap((channelId) => store.rows("messages", channelId).map((message) => message.ts))
    .sort()
    .at(-1);
  const ws: Workspace = {
    app,
    team: {
      id: app.teamId,
      name: app.teamName ?? "Rehearsal",
      domain: app.teamDomain ?? "rehearsal",
    },
    botId: `B${app.botUserId.slice(1)}`,
    users: createUsers(app, options.people),
    userGroups: options.userGroups ?? [],
    store,
    time,
    timestamps: createTimestamps(time, newest),
    triggers: createTriggers(time),
    views: createViews(store),
    ephemerals: createEphemerals(store),
    origin: "",
    publish,
    socketUrl: () => socketUrl(ws.origin),
  };
  for (const { id, created } of store.rows("responseUrls", "")) {
    if (time.seconds() - created > keptUrlSeconds) {
      store.remove("responseUrls", "", id);
    }
  }
  for (const channel of options.channels) {
    addChannel(ws, channel);
  }
  return ws;
}

function addChannel(ws: Workspace, channel: SlackOptions["channels"][number]): void {
  if (findChannelByName(ws, channel.name) !== undefined) {
    return;
  }
  const creator = channel.members[0] ?? ws.app.botUserId;
  const created = createChannel(ws, {
    id: channel.id ?? makeId("C"),
    name: channel.name,
    creator,
    isPrivate: channel.isPrivate ?? false,
    members: channel.members,
  });
  const say = (value: string) => ({ value, creator, lastSet: ws.time.seconds() });
  ws.store.put("channels", "", created.id, {
    ...created,
    ...(channel.topic === undefined ? {} : { topic: say(channel.topic) }),
    ...(channel.purpose === undefined ? {} : { purpose: say(channel.purpose) }),
  });
}
