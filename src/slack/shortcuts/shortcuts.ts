// The shortcuts of the manifest: declare, declare from a message, add a message to a timeline.
import { isOpen } from "../../domain/incident.ts";
import { listOpenIncidents } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { incidentHere } from "../commands/find-incident.ts";
import { plainWords } from "../commands/incident-state.ts";
import { SHORTCUTS } from "../ids.ts";
import { openModal } from "../open-modal.ts";
import type { ShortcutRequest } from "../request.ts";
import type { Turn } from "../turn.ts";
import { addMessageView } from "../views/add-message.ts";
import { declareView } from "../views/declare-incident.ts";
import { noticeView } from "../views/notice.ts";

export async function handleShortcut(turn: Turn, request: ShortcutRequest): Promise<void> {
  switch (request.callbackId) {
    case SHORTCUTS.declare:
      return await openModal(turn, await declareView(turn, { priority: null, title: "" }));
    case SHORTCUTS.declareFromMessage:
      return await declareFromMessage(turn, request);
    case SHORTCUTS.addToTimeline:
      return await addToTimeline(turn, request);
    default:
      return await turn.say({ text: words.refusal.notNow() });
  }
}

async function declareFromMessage(turn: Turn, request: ShortcutRequest): Promise<void> {
  const { message, channel } = request;
  const [title = ""] = (await plainWords(turn, message?.text ?? "")).split("\n", 1);
  const from = message && channel ? { message: { channel, ts: message.ts } } : {};
  await openModal(turn, await declareView(turn, { priority: null, title, ...from }));
}

async function addToTimeline(turn: Turn, { message, channel }: ShortcutRequest): Promise<void> {
  const here = await incidentHere(turn);
  const open = (await listOpenIncidents(turn.ctx.db)).filter(isOpen);
  const choices = here ? [here, ...open.filter(({ id }) => id !== here.id)] : open;
  if (!message || !channel || choices.length === 0) {
    const { title, none } = words.modal.message;
    return await openModal(turn, noticeView(title(), none()));
  }
  const text = await plainWords(turn, message.text);
  const { ts, author } = message;
  const initial = here?.number;
  await openModal(turn, addMessageView({ channel, ts, author, text }, choices, initial));
}
