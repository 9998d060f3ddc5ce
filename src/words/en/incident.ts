// English: what is said around opening an incident.
import type { Priority } from "../../domain/priority.ts";

export const page = {
  reason: (priority: Priority) => `You are on call, and this is a ${priority}.`,
  again: () => "An incident you are on call for has come back.",
  next: () => "Nobody acknowledged in time, and you are next on call.",
};

export const bookmark = {
  incidentPage: () => "Incident page",
  source: (label: string) => `Alert: ${label}`,
};

export const incident = {
  storm: () => "Alert storm: many services at once",
  raisedBy: (alert: string) => `raised by the alert “${alert}”`,
};
