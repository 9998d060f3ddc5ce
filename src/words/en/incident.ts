// English: what is said around opening an incident.
import type { Priority } from "../../domain/priority.ts";
import { unescapeText } from "../../domain/runbook/language/sink.ts";

export const page = {
  reason: (priority: Priority) => `You are on call, and this is a ${priority}.`,
  again: () => "An incident you are on call for has come back.",
  next: () => "Nobody acknowledged in time, and you are next on call.",
  approval: (run: number, step: string) =>
    `Run ${run} still waits for approval of “${unescapeText(step)}”, and you are next on call.`,
  unreadable: (run: number, title: string) =>
    `Run ${run}, ${title}, was started by another version of Muster, and this one cannot read its text. Nothing new starts in it. You own the runbook.`,
  held: {
    deadline: () =>
      "The deadline of this run is over. Nothing new starts until somebody lets it go on or aborts it; nothing is undone by itself.",
    unreadable: (why: string) =>
      `This Muster cannot read the text that the run was started with: ${why} Nothing new starts; the run can be aborted, or goes on under the version that started it.`,
  },
  inPlannedWork: (user: string, reason: string) => `<@${user}>: ${reason}`,
  notInDrill: (reason: string) => `In a real incident somebody would be paged now: ${reason}`,
};

export const bookmark = {
  page: (isPlanned: boolean) => (isPlanned ? "Page of this work" : "Incident page"),
  source: (label: string) => `Alert: ${label}`,
};

export const incident = {
  drill: (runbook: string) => `DRILL: ${runbook}`,
  undoes: (run: number, title: string) => `Undo of run ${run}: ${title}`,
  leftItem: (step: string, reason: string) => `Still changed, left on purpose: ${step}. ${reason}`,
  plannedOver: (run: number, outcome: string) => `Run ${run} has ended: ${outcome}.`,
  storm: () => "Alert storm: many services at once",
  raisedBy: (alert: string) => `raised by the alert “${alert}”`,
};
