// Owns response URLs: five posts within half an hour, to one place, for one person.
import { createArgs } from "../api/args.ts";
import { type Answer, refuse } from "../api/method.ts";
import { isEmpty, readContent } from "../api/read-content.ts";
import type { Ephemeral, Message } from "../types.ts";
import { findChannel } from "../workspace/channels.ts";
import { letters, makeToken } from "../workspace/ids.ts";
import { deleteMessage, editMessage, findMessage, postMessage } from "../workspace/messages.ts";
import type { ResponseUrl } from "../workspace/store.ts";
import type { Workspace } from "../workspace/workspace.ts";

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const maxUses = 5;
const lifetimeSeconds = 30 * 60;

export type Responded = { readonly answer: Answer; readonly reply?: Message | Ephemeral };

export function issueResponseUrl(
  ws: Workspace,
  { userId, channelId, original }: Pick<ResponseUrl, "userId" | "channelId" | "original">,
): string {
  const id = `${letters(11)}-${makeToken(12)}`;
  const row = { id, userId, channelId, created: ws.time.seconds(), uses: 0 };
  ws.store.put("responseUrls", "", id, original === undefined ? row : { ...row, original });
  return `${ws.origin}/response/${id}`;
}

/** A post to a response URL. */
export function respond(
  ws: Workspace,
  id: string,
  body: Readonly<Record<string, unknown>>,
): Responded {
  const url = ws.store.get("responseUrls", "", id);
  if (url === undefined) {
    return { answer: refuse("invalid_url") };
  }
  if (ws.time.seconds() - url.created >= lifetimeSeconds) {
    return { answer: refuse("expired_url") };
  }
  if (url.uses >= maxUses) {
    return { answer: refuse("used_url") };
  }
  const responded = carryOut(ws, url, body);
  if (responded.answer.ok) {
    ws.store.put("responseUrls", "", id, { ...url, uses: url.uses + 1 });
  }
  return responded;
}

/** The app's answer in the response to a slash command has the same form. */
export function respondAtOnce(
  ws: Workspace,
  place: Pick<ResponseUrl, "userId" | "channelId">,
  body: Readonly<Record<string, unknown>>,
): Responded {
  return carryOut(ws, place, body);
}

type Place = Pick<ResponseUrl, "userId" | "channelId" | "original">;

function carryOut(ws: Workspace, place: Place, body: Readonly<Record<string, unknown>>): Responded {
  const args = createArgs(body);
  if (args.flag("delete_original") && place.original !== undefined) {
    deleteOriginal(ws, place, place.original);
    return { answer: { ok: true } };
  }
  const reading = readContent(ws, args, "client");
  if (!reading.ok) {
    return { answer: reading.answer };
  }
  const { content } = reading;
  if (isEmpty(content)) {
    return { answer: refuse("no_text") };
  }
  const said = {
    text: content.text ?? "",
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
  };
  if (args.flag("replace_original") && place.original !== undefined) {
    return replaceOriginal(ws, place, place.original, said);
  }
  const isInChannel = args.text("response_type") === "in_channel";
  const threadTs = args.text("thread_ts");
  return isInChannel ? say(ws, place, said, threadTs) : whisper(ws, place, said, threadTs);
}

type Said = Pick<Message, "text" | "blocks" | "attachments">;

function say(
  ws: Workspace,
  { channelId }: Place,
  said: Said,
  threadTs: string | undefined,
): Responded {
  const channel = findChannel(ws, channelId);
  if (channel === undefined) {
    return { answer: refuse("channel_not_found") };
  }
  if (channel.isArchived) {
    return { answer: refuse("is_archived") };
  }
  const thread = threadTs === undefined ? {} : { threadTs };
  const reply = postMessage(ws, channel, {
    ...said,
    ...thread,
    user: ws.app.botUserId,
    botId: ws.botId,
  });
  return { answer: { ok: true }, reply };
}

function whisper(
  ws: Workspace,
  { userId, channelId }: Place,
  said: Said,
  threadTs: string | undefined,
): Responded {
  const thread = threadTs === undefined ? {} : { threadTs };
  const ts = ws.timestamps.next();
  const reply = ws.ephemerals.show({
    userId,
    channelId,
    ts,
    ...thread,
    ...said,
    from: ws.app.botUserId,
  });
  return { answer: { ok: true }, reply };
}

function replaceOriginal(
  ws: Workspace,
  { userId, channelId }: Place,
  original: NonNullable<Place["original"]>,
  said: Said,
): Responded {
  if (original.isEphemeral) {
    const shown = ws.ephemerals.find(userId, channelId, original.ts);
    // One that is gone, by a reload, comes back as a new one.
    const ts = shown?.ts ?? ws.timestamps.next();
    const thread = original.threadTs === undefined ? {} : { threadTs: original.threadTs };
    return {
      answer: { ok: true },
      reply: ws.ephemerals.show({
        userId,
        channelId,
        ts,
        ...thread,
        ...said,
        from: ws.app.botUserId,
      }),
    };
  }
  const message = findMessage(ws, channelId, original.ts);
  if (message === undefined || message.botId !== ws.botId) {
    return { answer: refuse(message === undefined ? "message_not_found" : "cant_update_message") };
  }
  const { edited: _edited, ...rest } = message;
  return { answer: { ok: true }, reply: editMessage(ws, message, { ...rest, ...said }) };
}

function deleteOriginal(
  ws: Workspace,
  { userId, channelId }: Place,
  original: NonNullable<Place["original"]>,
): void {
  if (original.isEphemeral) {
    ws.ephemerals.remove(userId, channelId, original.ts);
    return;
  }
  const message = findMessage(ws, channelId, original.ts);
  if (message?.botId === ws.botId) {
    deleteMessage(ws, message);
  }
}
