// How a decision on an incident is put together: the next state, and what follows from it.
import { type Actor, isPerson } from "./actor.ts";
import type { Effect } from "./effect.ts";
import { addMinutes, type Incident, TEXT_LIMIT, timerKeys } from "./incident.ts";
import type { Message } from "./message.ts";
import type { PriorityPromises } from "./promises.ts";
import { type Refused, refuse } from "./refusal.ts";
import type { TimelineEntry } from "./timeline.ts";
import type { TimerChange } from "./timer.ts";

export type Decision =
  | {
      readonly ok: true;
      readonly next: Incident;
      readonly entries: readonly TimelineEntry[];
      readonly effects: readonly Effect[];
      readonly timers: readonly TimerChange[];
    }
  | Refused;

export type IncidentFacts = {
  readonly actor: Actor;
  readonly now: Date;
  readonly promises: PriorityPromises;
  /** Changes of runs that nobody has dealt with; asked for where the incident is closed. */
  readonly stillChanged?: number;
};

export type Change = Partial<Incident>;

export type Consequences = {
  readonly entries?: readonly TimelineEntry[];
  readonly effects?: readonly Effect[];
  readonly timers?: readonly TimerChange[];
};

export function changed(
  incident: Incident,
  change: Change,
  { entries = [], effects = [], timers = [] }: Consequences,
): Extract<Decision, { ok: true }> {
  const next = { ...incident, ...change, version: incident.version + 1 };
  return { ok: true, next, entries, effects, timers };
}

export function say(incidentId: string, message: Message): Effect {
  return { kind: "post", to: { in: "incident", incidentId }, message };
}

export const by = (actor: Actor): string | null => (isPerson(actor) ? actor.user : null);

export function checkText(what: string, text: string): Refused | undefined {
  if (text.trim() === "") return refuse({ code: "text-needed", what });
  if (text.length <= TEXT_LIMIT) return undefined;
  return refuse({ code: "text-too-long", what, length: text.length, limit: TEXT_LIMIT });
}

/** When the next status update is promised, by wish or by the priority, and the timer for it. */
export function promiseUpdate(
  incident: Incident,
  { now, promises }: Pick<IncidentFacts, "now" | "promises">,
  wanted?: number | null,
): { at: Date | null; minutes: number | null; timers: TimerChange[] } {
  const minutes = wanted === undefined ? promises[incident.priority].updateMinutes : wanted;
  const key = timerKeys.update(incident.id);
  if (minutes === null) return { at: null, minutes, timers: [{ clear: key }] };
  const at = addMinutes(now, minutes);
  const timer = { kind: "update-due", incidentId: incident.id, reminder: 1 } as const;
  return { at, minutes, timers: [{ set: timer, key, fireAt: at }] };
}

export function ackTimer(incidentId: string, fireAt: Date): TimerChange {
  return { set: { kind: "ack-due", incidentId }, key: timerKeys.ack(incidentId), fireAt };
}
