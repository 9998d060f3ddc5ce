// `/incident ack | resolve | reopen | cancel`.
import type { Incident, IncidentCommand } from "../../domain/incident.ts";
import { changeIncident } from "../../operations/change-incident.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { openForOpen } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { cancelView } from "../views/cancel-incident.ts";
import { listOpenChanges, openResolve } from "../views/resolve-incident.ts";
import { stillChangedBlocks } from "../views/still-changed.ts";
import { handlesById } from "./find-person.ts";
import { readable } from "./grammar.ts";

/** Makes one change; `done` is said where it was made, the refusal where not. */
export async function change(
  turn: Turn,
  incident: Incident,
  wish: { readonly command: IncidentCommand; readonly done: string },
): Promise<void> {
  const changed = await changeIncident(turn.ctx, incident.id, wish.command);
  if (changed.ok) await turn.say({ text: wish.done });
  else await turn.refuse(changed.refusal);
}

/** Text as a person would write it, without Slack's markup. */
export async function plainWords(turn: Turn, text: string): Promise<string> {
  return text.includes("<") ? readable(text, await handlesById(turn)) : text;
}

export async function acknowledge(turn: Turn, incident: Incident): Promise<void> {
  const done = words.command.acknowledged(incident);
  await change(turn, incident, { command: { kind: "acknowledge" }, done });
}

export async function resolve(turn: Turn, incident: Incident, rest: string): Promise<void> {
  if (rest === "") return await openResolve(turn, incident);
  const summary = await plainWords(turn, rest);
  const command = { kind: "resolve", summary } as const;
  const changed = await changeIncident(turn.ctx, incident.id, command);
  if (!changed.ok) return await turn.refuse(changed.refusal);
  const left = await listOpenChanges(turn, incident);
  if (left.length === 0) {
    return await turn.say({ text: words.command.resolved(incident) });
  }
  const text = words.command.changes.atResolve(incident, left.length);
  await turn.say({
    text,
    blocks: [section(text), ...stillChangedBlocks(left, turn.ctx.clock.now())],
  });
}

export async function reopen(turn: Turn, incident: Incident, rest: string): Promise<void> {
  const reason = rest === "" ? null : await plainWords(turn, rest);
  const done = words.command.reopened(incident);
  await change(turn, incident, { command: { kind: "reopen", reason }, done });
}

export async function cancel(turn: Turn, incident: Incident, rest: string): Promise<void> {
  if (rest === "") return await openForOpen(turn, incident, cancelView(incident));
  const reason = await plainWords(turn, rest);
  const done = words.command.cancelled(incident);
  await change(turn, incident, { command: { kind: "cancel", reason }, done });
}
