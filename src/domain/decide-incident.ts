// One command to an incident: what follows from it, or why not (pure).
import { type Incident, type IncidentCommand, isOpen } from "./incident.ts";
import { changed, checkText, type Decision, type IncidentFacts } from "./incident-change.ts";
import { edit, postUpdate, setPriority, setStatus, snoozeUpdate } from "./incident-course.ts";
import { close, reopen } from "./incident-end.ts";
import { acknowledge, assignLead } from "./incident-people.ts";
import { type Refused, refuse } from "./refusal.ts";

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
      return changed(
        incident,
        { roles: { ...incident.roles, [command.role]: command.user } },
        { entries: [{ kind: "role", role: command.role, user: command.user }] },
      );
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
        changed(incident, {}, { entries: [{ kind: "note", text: command.text.trim() }] })
      );
    case "add-link":
      return changed(
        incident,
        {},
        { entries: [{ kind: "link", url: command.url, title: command.title }] },
      );
    case "add-message":
      return changed(incident, {}, { entries: [{ ...command, kind: "message" }] });
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

export function alreadyClosed(incident: Incident): Refused {
  return refuse({
    code: "already-closed",
    number: incident.number,
    status: incident.status,
    by: incident.closedBy,
    at: incident.resolvedAt ?? incident.openedAt,
    ...(incident.isPlanned && { isPlanned: true }),
  });
}
