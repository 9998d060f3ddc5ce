// files.completeUploadExternal: finishes uploads and shares the files.
import type { Args } from "../api/args.ts";
import { findVisible } from "../api/find-target.ts";
import { type Answer, type Method, refuse, refuseArguments } from "../api/method.ts";
import { storeText } from "../rules/markup.ts";
import { fileShape } from "../shapes/file-shape.ts";
import type { Channel } from "../types.ts";
import { openDm } from "../workspace/channels.ts";
import { postMessage } from "../workspace/messages.ts";
import { namesOf } from "../workspace/names.ts";
import type { StoredFile } from "../workspace/store.ts";
import type { Workspace } from "../workspace/workspace.ts";

type Named = { readonly id: string; readonly title?: string };

export const filesCompleteUploadExternal: Method = {
  name: "files.completeUploadExternal",
  scopes: ["files:write"],
  tier: 4,
  run: (ws, args) => {
    const given = args.json("files");
    if (given.kind !== "value" || !Array.isArray(given.value) || given.value.length === 0) {
      return refuseArguments(["missing required field: files"]);
    }
    const named = given.value as Named[];
    const files = named.flatMap(({ id }) => ws.store.get("files", "", id) ?? []);
    if (
      files.length !== named.length ||
      files.some((file) => !file.isUploaded || file.isComplete)
    ) {
      return refuse("file_not_found");
    }
    const found = findChannels(ws, args);
    return found.ok ? share(ws, args, { files, named, channels: found.channels }) : found.answer;
  },
};

type Found =
  | { readonly ok: true; readonly channels: readonly Channel[] }
  | { readonly ok: false; readonly answer: Answer };

function findChannels(ws: Workspace, args: Args): Found {
  const ids = [...(args.list("channels") ?? []), ...(args.list("channel_id") ?? [])];
  const channels: Channel[] = [];
  for (const id of ids) {
    const channel = ws.users.has(id)
      ? openDm(ws, [id, ws.app.botUserId]).channel
      : findVisible(ws, id);
    if (channel === undefined) {
      return { ok: false, answer: refuse("channel_not_found") };
    }
    if (!channel.members.includes(ws.app.botUserId)) {
      return { ok: false, answer: refuse("not_in_channel") };
    }
    if (channel.isArchived) {
      return { ok: false, answer: refuse("posting_to_channel_denied") };
    }
    channels.push(channel);
  }
  return { ok: true, channels };
}

type Share = {
  readonly files: readonly StoredFile[];
  readonly named: readonly Named[];
  readonly channels: readonly Channel[];
};

function share(ws: Workspace, args: Args, { files, named, channels }: Share): Answer {
  const complete = files.map((file) => ({
    ...file,
    title: named.find(({ id }) => id === file.id)?.title ?? file.title,
    isComplete: true,
    channels: channels.map((channel) => channel.id),
  }));
  for (const file of complete) {
    ws.store.put("files", "", file.id, file);
    ws.store.tell({ kind: "file", fileId: file.id });
  }
  const threadTs = args.text("thread_ts");
  const comment = args.text("initial_comment") ?? "";
  for (const channel of channels) {
    postMessage(ws, channel, {
      user: ws.app.botUserId,
      botId: ws.botId,
      text: storeText(comment, { parse: "client", linkNames: false, names: namesOf(ws) }),
      files: complete.map((file) => file.id),
      ...(threadTs === undefined ? {} : { threadTs }),
    });
  }
  return { ok: true, files: complete.map((file) => fileShape(ws, file)) };
}
