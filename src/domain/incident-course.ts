// Decides the course of an open incident: priority, status, updates, names.
import type { Effect } from "./effect.ts";
import { addMinutes, type Incident, type IncidentCommand, type OpenStatus } from "./incident.ts";
import {
  ackTimer,
  by,
  type Change,
  changed,
  checkText,
  type Decision,
  type IncidentFacts,
  promiseUpdate,
  say,
} from "./incident-change.ts";
import type { Message } from "./message.ts";
import { isMoreUrgent, type Priority } from "./priority.ts";
import { refuse } from "./refusal.ts";
import type { TimelineEntry } from "./timeline.ts";
import type { TimerChange } from "./timer.ts";

export function setPriority(
  incident: Incident,
  { priority, reason }: { priority: Priority; reason: string | null },
  { actor, now, promises }: IncidentFacts,
): Decision {
  const from = incident.priority;
  if (from === priority) {
    return refuse({ code: "same-priority", number: incident.number, priority });
  }
  if (isMoreUrgent(from, priority) && !reason?.trim()) {
    return refuse({ code: "reason-needed", what: "lower-priority" });
  }
  const promise = promises[priority];
  const change: Change = {
    priority,
    restoreDueAt: addMinutes(incident.openedAt, promise.restoreMinutes),
  };
  const timers: TimerChange[] = [];
  let ackDueAt = incident.ackDueAt;
  if (!incident.acknowledgedAt) {
    ackDueAt = addMinutes(now, promise.ackMinutes);
    timers.push(ackTimer(incident.id, ackDueAt));
  }
  return changed(
    incident,
    { ...change, ackDueAt },
    {
      entries: [{ kind: "priority", from, to: priority, reason }],
      effects: [
        say(incident.id, {
          kind: "priority-changed",
          incidentId: incident.id,
          from,
          to: priority,
          reason,
          by: by(actor),
        }),
        { kind: "set-topic", incidentId: incident.id },
      ],
      timers,
    },
  );
}

export function setStatus(
  incident: Incident,
  status: OpenStatus,
  { now }: IncidentFacts,
): Decision {
  if (incident.status === status) {
    return refuse({ code: "same-status", number: incident.number, status });
  }
  const mitigatedAt = status === "monitoring" ? (incident.mitigatedAt ?? now) : null;
  return changed(
    incident,
    { status, mitigatedAt },
    {
      entries: [{ kind: "status", from: incident.status, to: status }],
    },
  );
}

export function postUpdate(
  incident: Incident,
  command: Extract<IncidentCommand, { kind: "post-update" }>,
  { actor, now, promises }: IncidentFacts,
): Decision {
  const wrong = checkText("update", command.text);
  if (wrong) return wrong;
  const text = command.text.trim();
  const promise = promiseUpdate(incident, { now, promises }, command.nextMinutes);
  const author = by(actor) ?? "";
  const entries: TimelineEntry[] = [{ kind: "update", text, nextMinutes: promise.minutes }];
  let status = incident.status;
  if (command.status && command.status !== status) {
    entries.unshift({ kind: "status", from: status, to: command.status });
    status = command.status;
  }
  const mitigatedAt = status === "monitoring" ? (incident.mitigatedAt ?? now) : null;
  const message: Message = {
    kind: "update",
    incidentId: incident.id,
    text,
    by: author,
    status,
    nextMinutes: promise.minutes,
  };
  return changed(
    incident,
    {
      status,
      mitigatedAt,
      updateDueAt: promise.at,
      lastUpdate: { text, at: now.toISOString(), by: author },
      ...(command.impact && { impact: command.impact }),
    },
    { entries: entries, effects: [say(incident.id, message)], timers: promise.timers },
  );
}

export function snoozeUpdate(
  incident: Incident,
  minutes: number | null,
  facts: IncidentFacts,
): Decision {
  const promise = promiseUpdate(incident, facts, minutes);
  return changed(incident, { updateDueAt: promise.at }, { timers: promise.timers });
}

export function edit(
  incident: Incident,
  { title, impact }: { title: string | null; impact: string | null },
): Decision {
  const entry: TimelineEntry = { kind: "edited", title, impact };
  const effects: Effect[] = title ? [{ kind: "set-topic", incidentId: incident.id }] : [];
  return changed(
    incident,
    { ...(title && { title }), ...(impact && { impact }) },
    { entries: [entry], effects },
  );
}
