// Decides how one change alters what the page holds.
import type { File, Message } from "../../slack/types.ts";
import type { ShopMoment, Snapshot, Update } from "../wire.ts";

const keptMoments = 240;

export function applyUpdate(data: Snapshot, update: Update): Snapshot {
  switch (update.kind) {
    case "channel":
      return {
        ...data,
        channels: put(data.channels, update.channel, (a) => a.id === update.channel.id),
      };
    case "channel-gone":
      return {
        ...data,
        channels: data.channels.filter((channel) => channel.id !== update.channelId),
        messages: data.messages.filter((message) => message.channelId !== update.channelId),
      };
    case "message": {
      const isSame = (message: Message) => isAt(message, update.message);
      const messages = put(data.messages, update.message, isSame);
      return { ...data, messages, files: update.files.reduce(putFile, data.files) };
    }
    case "message-gone":
      return { ...data, messages: data.messages.filter((message) => !isAt(message, update)) };
    case "file":
      return { ...data, files: putFile(data.files, update.file) };
    case "notification":
      return { ...data, notifications: [...data.notifications, update.notification] };
    case "shop":
      return { ...data, shop: addMoment(data.shop, update.moment) };
    case "ephemerals":
      return { ...data, ephemerals: update.ephemerals };
    case "views":
      return { ...data, views: update.views };
    case "home":
      return { ...data, home: update.home };
    case "situation":
      return { ...data, situation: update.situation };
    case "faults":
      return { ...data, faults: update.faults };
  }
}

export function addMoment(
  history: readonly ShopMoment[],
  moment: ShopMoment,
): readonly ShopMoment[] {
  return [...history, moment].slice(-keptMoments);
}

function putFile(files: readonly File[], file: File): readonly File[] {
  return put(files, file, ({ id }) => id === file.id);
}

type At = { readonly channelId: string; readonly ts: string };

function isAt(a: At, b: At): boolean {
  return a.channelId === b.channelId && a.ts === b.ts;
}

function put<Item>(
  items: readonly Item[],
  item: Item,
  isSame: (other: Item) => boolean,
): readonly Item[] {
  const index = items.findLastIndex(isSame);
  return index === -1 ? [...items, item] : items.with(index, item);
}
