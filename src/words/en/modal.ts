// English: what modals say and ask.
import type { PageState } from "../../domain/page.ts";
import type { Priority } from "../../domain/priority.ts";
import type { Promises } from "../../domain/promises.ts";
import { runModal } from "./run-modal.ts";

const inc = (number: number): string => `INC-${number}`;

const meanings: Readonly<Record<Priority, string>> = {
  P1: "Customers cannot pay or shop",
  P2: "Many customers are hindered",
  P3: "A part is worse than usual",
  P4: "Nobody outside notices",
};

const minutes = (count: number): string => {
  if (count < 120) return `${count} min`;
  return count < 2_880 ? `${Math.round(count / 60)} h` : `${Math.round(count / 1440)} days`;
};

const pageStates: Readonly<Record<PageState, string>> = {
  waiting: "no answer yet",
  answered: "answered",
  passed: "passed it on",
};

export const modal = {
  close: () => "Close",
  back: () => "Back",
  cancel: () => "Cancel",
  done: () => "Done.",
  working: () => "Working on it …",
  save: () => "Save",
  notice: { title: () => "Muster" },
  changedMeanwhile: (number: number) =>
    `⚠ ${inc(number)} changed while this form was open. These are the fresh values: look, and send it again.`,
  field: {
    reason: () => "Reason",
    service: () => "Service",
    lead: () => "Lead",
    person: () => "Person",
    team: () => "Team on call",
    status: () => "Status",
    priority: () => "Priority",
    title: () => "Title",
    impact: () => "What customers see",
    impactHint: () => "In plain words: managers read it.",
    note: () => "Note",
  },
  declare: {
    title: () => "Declare incident",
    submit: () => "Declare",
    titleHint: () => "What is wrong, in one line.",
    choice: (priority: Priority, promise: Promises) =>
      `${priority}: acknowledged within ${minutes(promise.ackMinutes)}`,
    meaning: (priority: Priority) => meanings[priority],
    done: (number: number, title: string) => `*${inc(number)}* is declared: ${title}`,
    opening: () => "Its channel is being opened …",
    room: (channel: string) => `Go to ${channel}.`,
    later: () => "Its channel is not open yet; you will be invited as soon as it is.",
    fromMessage: () => "The message it was declared from",
    which: () => "Choose a priority.",
  },
  update: {
    title: () => "Post update",
    submit: () => "Post",
    text: () => "How does it stand?",
    textHint: () => "In plain words: managers and support read it too.",
    next: () => "Next update",
    nextIn: (count: number) => `in ${minutes(count)}`,
    promised: (count: number | null) =>
      count === null ? "as promised: none" : `as promised, in ${minutes(count)}`,
    noNext: () => "none promised",
  },
  priority: {
    title: () => "Change priority",
    reasonHint: () => "Needed where the priority is lowered.",
  },
  resolve: {
    title: (isPlanned: boolean) => (isPlanned ? "Finish" : "Resolve"),
    summary: () => "Summary",
    summaryHint: (isPlanned: boolean) =>
      isPlanned ? "What was done?" : "What was it, what helped? It begins the post-mortem.",
    stillChanged: (count: number) =>
      count === 1
        ? "⚠ *1 change is still in place.* It does not keep you from resolving; you are asked about it next."
        : `⚠ *${count} changes are still in place*, latest first. They do not keep you from resolving; you are asked about them next.`,
    stillFiring: (count: number) =>
      count === 1
        ? "⚠ 1 alert still fires. It does not keep you from resolving."
        : `⚠ ${count} alerts still fire. They do not keep you from resolving.`,
  },
  cancelling: {
    title: () => "Cancel as false alarm",
    submit: () => "Cancel incident",
    reason: () => "Why is it a false alarm?",
  },
  role: {
    title: () => "Assign a role",
    submit: () => "Assign",
    role: () => "Role",
    name: (role: string) => role.charAt(0).toUpperCase() + role.slice(1),
  },
  page: {
    title: () => "Page someone",
    submit: () => "Page",
    oneOf: () => "Choose a person or a team.",
    reasonHint: () => "They read it in the page.",
  },
  note: { title: () => "Add note", submit: () => "Add" },
  message: {
    title: () => "Add to timeline",
    submit: () => "Add",
    incident: () => "Incident",
    none: () => "No incident is open, so there is no timeline to add this to.",
  },
  actionItem: {
    title: () => "Add action item",
    submit: () => "Add",
    text: () => "What is to be done?",
    owner: () => "Owner",
    due: () => "Due",
  },
  edit: { title: () => "Edit", submit: () => "Save" },
  runbook: {
    pick: () => "Run a runbook",
    planned: () =>
      "🗓 Planned work: it gets a channel of its own. Nobody is paged; what it does is real.",
    next: () => "Next",
    which: () => "Runbook",
    suggested: (title: string) => `${title} (suggested)`,
    start: () => "Start",
    incident: () => "Incident",
    noInputs: () => "It asks for nothing. It starts when you press Start.",
    none: () => "There are no runbooks yet. Put files into the folder of runbooks.",
    prefilled: () => "Some of it may come from the alert. Check it before you start.",
    durationHint: () => "Such as 30s, 15m or 2h.",
    yes: () => "Yes",
    no: () => "No",
  },
  ...runModal,
  details: {
    alerts: (count: number) => (count === 1 ? "*1 alert*" : `*${count} alerts*`),
    pages: (count: number) => (count === 1 ? "*1 page*" : `*${count} pages*`),
    timeline: () => "*Timeline*",
    earlier: (count: number) => `${count} earlier entries are on the incident's page.`,
    page: (url: string) => `Everything: ${url}`,
    since: (when: string) => `since ${when}`,
    recovered: (when: string) => `recovered ${when}`,
    pageState: (state: PageState): string => pageStates[state],
  },
  deadLetters: {
    title: () => "Dead letters",
    none: () => "There is none: everything was understood.",
    line: (hook: string, when: string, repeats: number) =>
      repeats > 0 ? `*${hook}* ${when}, ${repeats + 1} times` : `*${hook}* ${when}`,
    show: () => "Show",
    replay: () => "Replay",
    one: () => "Dead letter",
  },
};
