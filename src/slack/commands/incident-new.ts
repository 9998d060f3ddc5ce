// `/incident new`: with priority and title at once, otherwise by the form.
import { type Priority, readPriority } from "../../domain/priority.ts";
import { openIncident } from "../../operations/open-incident.ts";
import { words } from "../../words/words.ts";
import type { Answer } from "../answer.ts";
import { section } from "../blocks/elements.ts";
import { ACTIONS } from "../ids.ts";
import { channelLink, esc } from "../mrkdwn.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { declareView } from "../views/declare-incident.ts";
import { actions, button } from "../views/parts.ts";
import { takeWord } from "./grammar.ts";
import { plainWords } from "./incident-state.ts";
import { waitForRoom } from "./wait-for-room.ts";

/** Somebody waits for the answer: no longer than a person calls at once. */
const ROOM_MS = 700;

export type Opening = { readonly priority: Priority | null; readonly title: string };

/** `p1 Card payments failing`; only a word that can be nothing else is a priority. */
export function readOpening(text: string): Opening {
  const { word, rest } = takeWord(text);
  const priority = /^(?:p|sev-?)[1-5]$/i.test(word) ? (readPriority(word) ?? null) : null;
  return priority ? { priority, title: rest } : { priority: null, title: text.trim() };
}

export async function declare(turn: Turn, rest: string): Promise<void> {
  const opening = readOpening(await plainWords(turn, rest));
  const { priority, title } = opening;
  if (!priority || title === "") {
    return await openModal(turn, await declareView(turn, opening));
  }
  const opened = await openIncident(turn.ctx, { title, priority });
  if (!opened.ok) return await turn.refuse(opened.refusal);
  const { id, number, version } = opened.incident;
  const room = await waitForRoom(turn, id, ROOM_MS);
  await turn.say(declared({ number, version, priority, title }, room));
}

type Declared = Opening & { readonly number: number; readonly version: number };

function declared(incident: Declared & { priority: Priority }, room: string | undefined): Answer {
  const { number, version, priority, title } = incident;
  const first = words.command.declared(number, priority, esc(title, 300));
  const where = room ? words.command.declaredIn(channelLink(room)) : words.command.declaredSoon();
  const text = `${first} ${where}`;
  const edit = button({
    action: ACTIONS.editIncident,
    value: { about: "incident", incident: number, version },
    text: words.command.edit(),
  });
  return { text, blocks: [section(text), actions([edit])] };
}
