// Decides who answers for an incident: acknowledging it, and leading it.
import type { Effect } from "./effect.ts";
import { type Incident, timerKeys } from "./incident.ts";
import {
  by,
  changed,
  type Decision,
  type IncidentFacts,
  promiseUpdate,
  say,
} from "./incident-change.ts";
import type { Message } from "./message.ts";
import { refuse } from "./refusal.ts";
import type { TimerChange } from "./timer.ts";

export function acknowledge(incident: Incident, { actor, now, promises }: IncidentFacts): Decision {
  if (incident.acknowledgedAt) {
    const { number, acknowledgedBy, acknowledgedAt } = incident;
    return refuse({ code: "already-acknowledged", number, by: acknowledgedBy, at: acknowledgedAt });
  }
  const afterSeconds = Math.round((now.getTime() - incident.openedAt.getTime()) / 1000);
  const isLate = incident.ackDueAt !== null && now > incident.ackDueAt;
  const change = { acknowledgedAt: now, acknowledgedBy: by(actor) };
  const timers: TimerChange[] = [{ clear: timerKeys.ack(incident.id) }];
  const update = incident.updateDueAt ? undefined : promiseUpdate(incident, { now, promises });
  return changed(
    incident,
    { ...change, ...(update && { updateDueAt: update.at }) },
    {
      entries: [{ kind: "acknowledged", afterSeconds, isLate }],
      timers: [...timers, ...(update ? update.timers : [])],
    },
  );
}

export function assignLead(incident: Incident, user: string, facts: IncidentFacts): Decision {
  if (incident.lead === user) {
    return refuse({ code: "already-lead", number: incident.number, user });
  }
  const isFirst = incident.acknowledgedAt === null && user === by(facts.actor);
  const acked = isFirst ? acknowledge(incident, facts) : changed(incident, {}, {});
  if (!acked.ok) return acked;
  const isHandover = incident.lead !== null || user !== by(facts.actor);
  const effects: Effect[] = [{ kind: "invite", incidentId: incident.id, users: [user] }];
  if (isHandover) {
    const message: Message = {
      kind: "lead-changed",
      incidentId: incident.id,
      user,
      by: by(facts.actor),
    };
    effects.push(say(incident.id, message));
  }
  return changed(
    { ...acked.next, version: incident.version },
    { lead: user },
    {
      entries: [...acked.entries, { kind: "lead", user, from: incident.lead }],
      effects,
      timers: [...acked.timers, { clear: timerKeys.lead(incident.id) }],
    },
  );
}
