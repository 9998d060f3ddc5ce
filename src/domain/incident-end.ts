// Decides the end of an incident, and its beginning anew.
import type { Effect } from "./effect.ts";
import {
  addMinutes,
  type Incident,
  type IncidentCommand,
  isOpen,
  TEXT_LIMIT,
  timerKeys,
} from "./incident.ts";
import {
  ackTimer,
  by,
  changed,
  type Decision,
  type IncidentFacts,
  say,
} from "./incident-change.ts";
import type { Message } from "./message.ts";
import { refuse } from "./refusal.ts";
import type { TimelineEntry } from "./timeline.ts";
import type { TimerChange } from "./timer.ts";

export function close(
  incident: Incident,
  status: "resolved" | "cancelled",
  text: string | null,
  { actor, now, stillChanged = 0 }: IncidentFacts,
): Decision {
  const closingText = text?.trim() || null;
  if (closingText && closingText.length > TEXT_LIMIT) {
    const length = closingText.length;
    return refuse({ code: "text-too-long", what: "summary", length, limit: TEXT_LIMIT });
  }
  const entry: TimelineEntry =
    status === "resolved"
      ? { kind: "resolved", summary: closingText, ...(stillChanged > 0 && { stillChanged }) }
      : { kind: "cancelled", reason: closingText ?? "" };
  const message: Message = {
    kind: "closed",
    incidentId: incident.id,
    status,
    text: closingText,
    by: by(actor),
    stillChanged,
  };
  const effects: Effect[] = [
    say(incident.id, message),
    { kind: "set-topic", incidentId: incident.id },
  ];
  if (status === "resolved") {
    effects.push({ kind: "upload-post-mortem", incidentId: incident.id });
  }
  return changed(
    incident,
    { status, resolvedAt: now, closedBy: by(actor), closingText, updateDueAt: null },
    {
      entries: [entry],
      effects,
      timers: Object.values(timerKeys).map((key) => ({ clear: key(incident.id) })),
    },
  );
}

export function reopen(
  incident: Incident,
  command: Extract<IncidentCommand, { kind: "reopen" }>,
  { actor, now, promises }: IncidentFacts,
): Decision {
  if (isOpen(incident)) {
    return refuse({ code: "not-closed", number: incident.number, status: incident.status });
  }
  const promise = promises[incident.priority];
  const ackDueAt = addMinutes(now, promise.ackMinutes);
  const byPerson = by(actor);
  const acknowledged = byPerson
    ? { acknowledgedAt: now, acknowledgedBy: byPerson, ackDueAt: null }
    : { acknowledgedAt: null, acknowledgedBy: null, ackDueAt };
  const message: Message = {
    kind: "reopened",
    incidentId: incident.id,
    reason: command.reason,
    by: byPerson,
    alertTitle: command.alertTitle ?? null,
  };
  return changed(
    incident,
    {
      status: "investigating",
      resolvedAt: null,
      mitigatedAt: null,
      closedBy: null,
      closingText: null,
      ...acknowledged,
    },
    {
      entries: [{ kind: "reopened", reason: command.reason }],
      effects: [say(incident.id, message), { kind: "set-topic", incidentId: incident.id }],
      timers: byPerson ? [] : [ackTimer(incident.id, ackDueAt)],
    },
  );
}

/** Planned work ends with its run; in a transaction of its own, for closing locks every run of the room first. */
export function plannedOver(incidentId: string, runId: string, fireAt: Date): TimerChange {
  const set = { kind: "planned-over", incidentId, runId } as const;
  return { set, key: `planned-over:${incidentId}`, fireAt };
}
