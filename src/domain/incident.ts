// The incident: its state, the commands it takes, and what follows from each (pure).
import type { Actor } from "./actor.ts";
import { isPerson } from "./actor.ts";
import type { Effect } from "./effect.ts";
import type { Message } from "./message.ts";
import type { Priority } from "./priority.ts";
import { isMoreUrgent } from "./priority.ts";
import type { PriorityPromises } from "./promises.ts";
import { type Refused, refuse } from "./refusal.ts";
import type { TimelineEntry } from "./timeline.ts";
import type { TimerChange } from "./timer.ts";

export const OPEN_STATUSES = ["investigating", "identified", "monitoring"] as const;
export type OpenStatus = (typeof OPEN_STATUSES)[number];
export type IncidentStatus = OpenStatus | "resolved" | "cancelled";

/** Where an incident lives: its own channel, or a thread where Slack forbids making one. */
export type Room = {
  readonly channel: string;
  readonly name: string;
  readonly threadTs?: string;
};

export type Incident = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: string | null;
  readonly team: string | null;
  readonly priority: Priority;
  readonly status: IncidentStatus;
  /** What customers see, in plain words. */
  readonly impact: string | null;
  readonly lead: string | null;
  /** Role name to Slack user: comms, scribe and so on; the lead stands apart. */
  readonly roles: Readonly<Record<string, string>>;
  readonly declaredBy: Actor;
  /** When the trouble began, by the first alert's own clock. */
  readonly startedAt: Date;
  readonly openedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly ackDueAt: Date | null;
  readonly updateDueAt: Date | null;
  readonly restoreDueAt: Date | null;
  readonly mitigatedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedBy: string | null;
  readonly closingText: string | null;
  readonly lastUpdate: {
    readonly text: string;
    readonly at: string;
    readonly by: string;
  } | null;
  readonly suggestedRunbook: string | null;
  readonly room: Room | null;
  readonly version: number;
};

export type IncidentCommand =
  | { readonly kind: "acknowledge" }
  | { readonly kind: "assign-lead"; readonly user: string }
  | { readonly kind: "assign-role"; readonly role: string; readonly user: string }
  | { readonly kind: "set-priority"; readonly priority: Priority; readonly reason: string | null }
  | { readonly kind: "set-status"; readonly status: OpenStatus }
  | {
      readonly kind: "post-update";
      readonly text: string;
      /** Minutes until the next update; undefined keeps the priority's promise, null promises none. */
      readonly nextMinutes?: number | null;
      readonly status?: OpenStatus;
      readonly impact?: string;
    }
  | { readonly kind: "snooze-update"; readonly minutes: number | null }
  | { readonly kind: "edit"; readonly title: string | null; readonly impact: string | null }
  | { readonly kind: "add-note"; readonly text: string }
  | { readonly kind: "add-link"; readonly url: string; readonly title: string | null }
  | {
      readonly kind: "add-message";
      readonly text: string;
      readonly author: string;
      readonly url: string | null;
    }
  | { readonly kind: "resolve"; readonly summary: string | null }
  | { readonly kind: "reopen"; readonly reason: string | null; readonly alertTitle?: string }
  | { readonly kind: "cancel"; readonly reason: string | null };

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
};

export const TEXT_LIMIT = 1500;

export const isOpen = (incident: Incident): boolean =>
  incident.status !== "resolved" && incident.status !== "cancelled";

export const addMinutes = (at: Date, minutes: number): Date =>
  new Date(at.getTime() + minutes * 60_000);

/** Minutes without a lead after which the channel is asked for one. */
export const LEAD_MISSING_MINUTES = 5;

export function decide(
  incident: Incident,
  command: IncidentCommand,
  facts: IncidentFacts,
): Decision {
  if (needsOpen(command) && !isOpen(incident)) return alreadyClosed(incident);
  switch (command.kind) {
    case "acknowledge":
      return acknowledge(incident, facts);
    case "assign-lead":
      return assignLead(incident, command.user, facts);
    case "assign-role":
      return changed(incident, { roles: { ...incident.roles, [command.role]: command.user } }, [
        { kind: "role", role: command.role, user: command.user },
      ]);
    case "set-priority":
      return setPriority(incident, command, facts);
    case "set-status":
      return setStatus(incident, command.status, facts);
    case "post-update":
      return postUpdate(incident, command, facts);
    case "snooze-update":
      return snoozeUpdate(incident, command.minutes, facts);
    case "edit":
      return edit(incident, command);
    case "add-note":
      return (
        checkText("note", command.text) ??
        changed(incident, {}, [{ kind: "note", text: command.text.trim() }])
      );
    case "add-link":
      return changed(incident, {}, [{ kind: "link", url: command.url, title: command.title }]);
    case "add-message":
      return changed(incident, {}, [{ ...command, kind: "message" }]);
    case "resolve":
      return close(incident, "resolved", command.summary, facts);
    case "reopen":
      return reopen(incident, command, facts);
    case "cancel":
      if (!command.reason?.trim()) return refuse({ code: "reason-needed", what: "cancel" });
      return close(incident, "cancelled", command.reason, facts);
  }
}

/** Notes, links, names and roles may still be added after the end. */
function needsOpen(command: IncidentCommand): boolean {
  const always = ["add-note", "add-link", "add-message", "assign-role", "edit", "reopen"];
  return !always.includes(command.kind);
}

function alreadyClosed(incident: Incident): Refused {
  return refuse({
    code: "already-closed",
    number: incident.number,
    status: incident.status,
    by: incident.closedBy,
    at: incident.resolvedAt ?? incident.openedAt,
  });
}

type Change = Partial<Incident>;

function changed(
  incident: Incident,
  change: Change,
  entries: readonly TimelineEntry[],
  effects: readonly Effect[] = [],
  timers: readonly TimerChange[] = [],
): Decision {
  const next = { ...incident, ...change, version: incident.version + 1 };
  return { ok: true, next, entries, effects, timers };
}

function say(incidentId: string, message: Message): Effect {
  return { kind: "post", to: { in: "incident", incidentId }, message };
}

const by = (actor: Actor): string | null => (isPerson(actor) ? actor.user : null);

function checkText(what: string, text: string): Refused | undefined {
  if (text.trim() === "") return refuse({ code: "text-needed", what });
  if (text.length <= TEXT_LIMIT) return undefined;
  return refuse({ code: "text-too-long", what, length: text.length, limit: TEXT_LIMIT });
}

function acknowledge(incident: Incident, { actor, now, promises }: IncidentFacts): Decision {
  if (incident.acknowledgedAt) {
    const { number, acknowledgedBy, acknowledgedAt } = incident;
    return refuse({ code: "already-acknowledged", number, by: acknowledgedBy, at: acknowledgedAt });
  }
  const afterSeconds = Math.round((now.getTime() - incident.openedAt.getTime()) / 1000);
  const isLate = incident.ackDueAt !== null && now > incident.ackDueAt;
  const change = { acknowledgedAt: now, acknowledgedBy: by(actor) };
  const timers: TimerChange[] = [{ clear: timerKeys.ack(incident.id) }];
  const update = incident.updateDueAt ? undefined : promiseUpdate(incident, now, promises);
  return changed(
    incident,
    { ...change, ...(update && { updateDueAt: update.at }) },
    [{ kind: "acknowledged", afterSeconds, isLate }],
    [{ kind: "set-topic", incidentId: incident.id }],
    [...timers, ...(update ? update.timers : [])],
  );
}

function assignLead(incident: Incident, user: string, facts: IncidentFacts): Decision {
  if (incident.lead === user) {
    return refuse({ code: "already-lead", number: incident.number, user });
  }
  const isFirst = incident.acknowledgedAt === null && user === by(facts.actor);
  const acked = isFirst ? acknowledge(incident, facts) : changed(incident, {}, []);
  if (!acked.ok) return acked;
  const isHandover = incident.lead !== null || user !== by(facts.actor);
  const effects: Effect[] = [
    { kind: "invite", incidentId: incident.id, users: [user] },
    { kind: "set-topic", incidentId: incident.id },
  ];
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
    [...acked.entries, { kind: "lead", user, from: incident.lead }],
    effects,
    [...acked.timers, { clear: timerKeys.lead(incident.id) }],
  );
}

function setPriority(
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
    [{ kind: "priority", from, to: priority, reason }],
    [
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
  );
}

function setStatus(incident: Incident, status: OpenStatus, { now }: IncidentFacts): Decision {
  if (incident.status === status) {
    return refuse({ code: "same-status", number: incident.number, status });
  }
  const mitigatedAt = status === "monitoring" ? (incident.mitigatedAt ?? now) : null;
  return changed(
    incident,
    { status, mitigatedAt },
    [{ kind: "status", from: incident.status, to: status }],
    [{ kind: "set-topic", incidentId: incident.id }],
  );
}

function promiseUpdate(
  incident: Incident,
  now: Date,
  promises: PriorityPromises,
  wanted?: number | null,
): { at: Date | null; minutes: number | null; timers: TimerChange[] } {
  const minutes = wanted === undefined ? promises[incident.priority].updateMinutes : wanted;
  const key = timerKeys.update(incident.id);
  if (minutes === null) return { at: null, minutes, timers: [{ clear: key }] };
  const at = addMinutes(now, minutes);
  const timer = { kind: "update-due", incidentId: incident.id, reminder: 1 } as const;
  return { at, minutes, timers: [{ set: timer, key, fireAt: at }] };
}

function postUpdate(
  incident: Incident,
  command: Extract<IncidentCommand, { kind: "post-update" }>,
  { actor, now, promises }: IncidentFacts,
): Decision {
  const wrong = checkText("update", command.text);
  if (wrong) return wrong;
  const text = command.text.trim();
  const promise = promiseUpdate(incident, now, promises, command.nextMinutes);
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
    entries,
    [say(incident.id, message)],
    promise.timers,
  );
}

function snoozeUpdate(incident: Incident, minutes: number | null, facts: IncidentFacts): Decision {
  const promise = promiseUpdate(incident, facts.now, facts.promises, minutes);
  return changed(incident, { updateDueAt: promise.at }, [], [], promise.timers);
}

function edit(
  incident: Incident,
  { title, impact }: { title: string | null; impact: string | null },
): Decision {
  const entry: TimelineEntry = { kind: "edited", title, impact };
  const effects: Effect[] = title ? [{ kind: "set-topic", incidentId: incident.id }] : [];
  return changed(
    incident,
    { ...(title && { title }), ...(impact && { impact }) },
    [entry],
    effects,
  );
}

function close(
  incident: Incident,
  status: "resolved" | "cancelled",
  text: string | null,
  { actor, now }: IncidentFacts,
): Decision {
  const closingText = text?.trim() || null;
  if (closingText && closingText.length > TEXT_LIMIT) {
    const length = closingText.length;
    return refuse({ code: "text-too-long", what: "summary", length, limit: TEXT_LIMIT });
  }
  const entry: TimelineEntry =
    status === "resolved"
      ? { kind: "resolved", summary: closingText }
      : { kind: "cancelled", reason: closingText ?? "" };
  const message: Message = {
    kind: "closed",
    incidentId: incident.id,
    status,
    text: closingText,
    by: by(actor),
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
    [entry],
    effects,
    Object.values(timerKeys).map((key) => ({ clear: key(incident.id) })),
  );
}

function reopen(
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
    [{ kind: "reopened", reason: command.reason }],
    [say(incident.id, message), { kind: "set-topic", incidentId: incident.id }],
    byPerson ? [] : [ackTimer(incident.id, ackDueAt)],
  );
}

/** The names of an incident's timers: one of each kind lives at a time. */
export const timerKeys = {
  ack: (incidentId: string) => `ack-due:${incidentId}`,
  update: (incidentId: string) => `update-due:${incidentId}`,
  lead: (incidentId: string) => `lead-missing:${incidentId}`,
} as const;

export function ackTimer(incidentId: string, fireAt: Date): TimerChange {
  return { set: { kind: "ack-due", incidentId }, key: timerKeys.ack(incidentId), fireAt };
}
