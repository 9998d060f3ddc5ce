// English: what Muster's own web pages say.

import type { UndoState } from "../../domain/runbook/state/effect-state.ts";
import type { Hold } from "../../domain/runbook/state/run.ts";
import type { ActionKind, StepPhase } from "../../domain/runbook/state/step-state.ts";
import { term } from "./terms.ts";

const phases: Readonly<Record<StepPhase, string>> = {
  pending: "not reached",
  preparing: "preparing",
  awaiting_approval: "waits for approval",
  ready: "waits for a click",
  waiting: "waiting",
  running: "running",
  retry_wait: "waits to try again",
  verifying: "verifying",
  needs_decision: "needs a decision",
  succeeded: "done",
  failed: "failed",
  skipped: "skipped",
  cancelled: "cancelled",
};

const actions: Readonly<Record<ActionKind, string>> = {
  done: "done",
  "could-not": "could not be done",
  choose: "chose",
  run: "run",
  skip: "skip",
  retry: "try again",
  "check-again": "check again",
  proceed: "go on",
  "go-to": "go to another step",
  "it-happened": "it happened",
  "it-did-not": "it did not happen",
  approve: "approved",
  deny: "denied",
  "break-glass": "overrode the approval",
  assign: "assigned",
  pause: "pause",
  resume: "go on",
  "start-anyway": "start anyway",
  "look-again": "look again",
  cancel: "do not start",
  leave: "leave as it is",
  "roll-back": "undo all",
  abort: "abort",
};

const { count } = term;

export const webPage = {
  lang: "en",
  product: () => "Muster",
  skip: () => "Skip to the content",
  navigation: () => "Pages",
  incidents: () => "Incidents",
  deadLetters: () => "Dead letters",
  rehearsal: () => "Rehearsal workspace",
  zone: (zone: string) => `Times are in ${zone}.`,

  // Refusals and errors
  notFound: (path: string) => `There is no page ${path}.`,
  noIncident: (wanted: string) => `There is no incident ${wanted}.`,
  failed: (id: string) => `Something failed here. The log has it under request ${id}.`,
  closedTitle: () => "These pages are closed",
  closed: () =>
    "Muster's pages answer only on the machine it runs on until MUSTER_PAGES_PASSWORD is set.",
  wrongPassword: () => "This page wants a password: any user name, and MUSTER_PAGES_PASSWORD.",
  foreignForm: () => "This form was sent from another site. Open the page and try again.",
  back: () => "Back to the start",

  // Index
  openIncidents: () => "Open incidents",
  noOpenIncidents: () => "No incident is open.",
  onCall: () => "On call",
  nobodyOnCall: () => "No team is configured. Add one to teams in muster.yml.",
  runbooks: () => "Runbooks",
  noRunbooks: () => "No runbook is loaded. Put one into the folder of runbooks.",
  health: () => "Health",
  attention: () => "Needs a look",
  deadLettersWaiting: (many: number) =>
    `${count(many, "delivery was", "deliveries were")} not understood`,
  deadEffects: (many: number) => `${count(many, "message or call", "messages or calls")} given up`,

  // Lists
  recentIncidents: (days: number) => `The last ${days} days`,
  noRecentIncidents: () => "No other incident.",
  number: () => "Number",
  title: () => "Title",
  priority: () => "Priority",
  status: () => "Status",
  service: () => "Service",
  lead: () => "Lead",
  started: () => "Started",
  duration: () => "Duration",

  // One incident
  facts: () => "State",
  team: () => "Team",
  impact: () => "Customer impact",
  channel: () => "Channel",
  openedAt: () => "Declared",
  acknowledge: () => "Acknowledged",
  acknowledgeBy: () => "Acknowledge by",
  restoreBy: () => "Restore by",
  nextUpdate: () => "Next update by",
  mitigatedAt: () => "Mitigated",
  resolvedAt: () => "Closed",
  role: (role: string) => role.charAt(0).toUpperCase() + role.slice(1),
  lastUpdate: () => "Last update",
  closingText: () => "Summary",
  postMortem: () => "Post-mortem draft",
  postMortemOf: (number: number) => `Post-mortem of INC-${number}`,
  download: () => "Download as Markdown",
  alerts: () => "Alerts",
  noAlerts: () => "No alert belongs to this incident; a person declared it.",
  alert: () => "Alert",
  value: () => "Value",
  against: (value: string, baseline: string | null) =>
    baseline === null ? value : `${value} against ${baseline}`,
  seen: (count: number) => `×${count}`,
  seenTitle: () => "Seen",
  firing: () => "Firing",
  recovered: () => "Recovered",
  links: () => "Links",
  runs: () => "Runs",
  noRuns: () => "No runbook was run.",
  run: (number: number, title: string) => `Run ${number}: ${title}`,
  runState: (state: string, outcome: string | undefined) =>
    outcome === undefined ? state : `${state}, ${outcome.replaceAll("_", " ")}`,
  drill: () => "Drill",
  planned: () => "Planned",
  plannedNote: () => "This is planned work: nothing is wrong, and it counts in no measure.",
  drillNote: () =>
    "This is a drill: nothing was changed for customers, and it counts in no measure.",
  undoOf: (run: number) => `It takes back what run ${run} changed.`,
  held: (hold: Hold) => {
    switch (hold.code) {
      case "paused":
        return `Paused by ${hold.by.name}${hold.note ? `: ${hold.note}` : "."}`;
      case "deadline":
        return "Past its deadline: nothing new starts until somebody decides.";
      case "incompatible":
        return `This Muster cannot read its text (${hold.message}): nothing new starts.`;
    }
  },
  endedAfter: (duration: string) => `ended after ${duration},`,
  assigned: (to: string, by: string) => (to === by ? `${to} took it` : `${by} gave it to ${to}`),
  approval: (given: number, need: number) => `Approvals: ${given} of ${need}`,
  override: () => "Approval overridden",
  undoStates: {
    available: "Can be undone",
    undoing: "Being undone",
    undone: "Undone",
    conflict: "Somebody changed it meanwhile",
    failed: "The undo failed",
    left: "Left as it is",
  } satisfies Readonly<Record<UndoState["state"], string>>,
  runInputs: () => "Inputs",
  stepPhase: (phase: StepPhase) => phases[phase],
  action: (action: ActionKind) => actions[action],
  stepBy: (who: string, action: string) => `${who}: ${action}`,
  request: (method: string, path: string, connection: string) =>
    `${method} ${path} on ${connection}`,
  answered: (status: number) => `answered ${status}`,
  timeline: () => "Timeline",
  actionItems: () => "Action items",
  actionItem: (owner: string, dueOn: string | null) =>
    dueOn === null ? owner : `${owner}, due ${dueOn}`,
  pages: () => "People paged",
  pageStates: { waiting: "no answer yet", answered: "answered", passed: "passed it on" } as const,
  effects: () => "Messages and calls",
  effectsSummary: (total: number, open: number, dead: number) =>
    `${total} in all, ${open} under way, ${dead} given up`,
  effect: () => "What",
  state: () => "State",
  attempts: () => "Tries",
  when: () => "When",
  reason: () => "Reason",
  effectStates: {
    owed: "to do",
    sent: "sent, answer unknown",
    done: "done",
    dead: "given up",
    dropped: "no longer wanted",
  } as const,

  // Drills
  drills: () => "Drills",
  drillsHeld: () => "Drills held",
  noDrills: (slash: string) => `No drill was held yet. Start one with ${slash} drill.`,
  runbook: () => "Runbook",
  lastRehearsed: () => "Last drill that came to its end",
  neverRehearsed: () => "never",
  rehearseEvery: () => "Wanted every",
  rehearsalOverdue: () => "overdue",

  // Dead letters
  deadLettersIntro: () =>
    "Deliveries that were stored and not understood. Correct the sender or the route, then replay.",
  noDeadLetters: () => "Everything that came in was understood.",
  show: () => "Show what came",
  requestLine: () => "Request",
  headers: () => "Headers",
  body: () => "Body",
  repeats: (many: number) => `sent ${count(many, "more time", "more times")}`,
  replay: () => "Replay",
  replayLabel: (hook: string, at: string) => `Replay the delivery to ${hook} of ${at}`,
  replayed: () => "The delivery is being read again.",
  notReplayed: () => "This delivery is no dead letter (any more). Nothing was done.",
  deadEffectsTitle: () => "Messages and calls given up",
  noDeadEffects: () => "Nothing was given up.",
};
