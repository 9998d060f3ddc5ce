// `/incident update | note | link`.
import type { Incident } from "../../domain/incident.ts";
import { plainText } from "../../domain/plain-text.ts";
import { safeUrl } from "../../domain/signal.ts";
import { words } from "../../words/words.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { noteView } from "../views/add-note.ts";
import { openUpdate } from "../views/post-update.ts";
import { takeWord } from "./grammar.ts";
import { change, plainWords } from "./incident-state.ts";

export async function postUpdate(turn: Turn, incident: Incident, rest: string): Promise<void> {
  if (rest === "") return await openUpdate(turn, incident);
  const text = await plainWords(turn, rest);
  const done = words.command.updated(incident);
  await change(turn, incident, { command: { kind: "post-update", text }, done });
}

export async function addNote(turn: Turn, incident: Incident, rest: string): Promise<void> {
  if (rest === "") return await openModal(turn, noteView(incident));
  const text = await plainWords(turn, rest);
  const done = words.command.noted(incident);
  await change(turn, incident, { command: { kind: "add-note", text }, done });
}

const TITLE_LIMIT = 150;

export async function addLink(turn: Turn, incident: Incident, rest: string): Promise<void> {
  const { word, rest: title } = takeWord(rest);
  const url = safeUrl(await plainWords(turn, word));
  if (!url) return await turn.say({ text: words.command.linkUsage(turn.parts.names.incident) });
  const name = plainText(await plainWords(turn, title), TITLE_LIMIT, "one line") || null;
  const done = words.command.linked(incident);
  await change(turn, incident, { command: { kind: "add-link", url, title: name }, done });
}
