// English: the incident's card and its announcement.

export const card = {
  priority: () => "Priority",
  status: () => "Status",
  lead: () => "Lead",
  comms: () => "Comms",
  started: () => "Started",
  acknowledgeBy: () => "Acknowledge by",
  acknowledged: () => "Acknowledged",
  restoreBy: () => "Restore by",
  updateBy: () => "Next update by",
  lasted: () => "Lasted",
  service: () => "Service",
  impact: () => "What customers see",
  impactUnknown: () => "not known yet",
  why: () => "Why it fired",
  whyDeclared: (who: string) => `Declared by ${who}; no alert is linked.`,
  whyPlanned: (who: string) => `Planned work, begun by ${who}. Nothing is wrong.`,
  planned: () => "planned work",
  against: (value: string, baseline: string) =>
    `${value} when it fired, against a baseline of ${baseline}`,
  lastUpdate: (when: string, who: string) => `*Last update* ${when} by ${who}`,
  alerts: (firing: number, recovered: number) =>
    recovered === 0
      ? `*Alerts* ${firing} firing`
      : `*Alerts* ${firing} firing, ${recovered} recovered`,
  suggested: (title: string) => `*Suggested runbook* ${title}. Press _Run runbook_ to start it.`,
  running: (number: number, title: string, step: number, of: number) =>
    `*Run ${number}* ${title}: step ${step} of ${of}`,
  runEnded: (number: number, title: string, outcome: string) =>
    `*Run ${number}* ${title}: ${outcome}`,
  closing: (text: string) => `*Summary* ${text}`,
  by: (when: string, who: string) => `${when} by ${who}`,
  /** Spoken by screen readers and shown in push notifications. */
  sentence: (incident: string, title: string, rest: string) => `${incident} ${title}: ${rest}.`,
  state: (priority: string, status: string, lead: string) =>
    `${priority}, ${status.toLowerCase()}, lead ${lead}`,
  linkLabel: (label: string) => linkLabels[label] ?? label,
};

const linkLabels: Readonly<Record<string, string>> = {
  source: "Source",
  runbook: "Runbook",
  dashboard: "Dashboard",
  panel: "Panel",
  image: "Image",
  silence: "Silence",
  monitor: "Monitor",
  issue: "Issue",
  details: "Details",
};

export const button = {
  acknowledge: () => "Acknowledge",
  takeLead: () => "Take lead",
  postUpdate: () => "Post update",
  runRunbook: () => "Run runbook",
  mitigated: () => "Mitigated",
  resolve: () => "Resolve",
  finish: () => "Finish",
  reopen: () => "Reopen",
  postMortem: () => "Post-mortem",
  addActionItem: () => "Add action item",
  changePriority: () => "Change priority…",
  pageSomeone: () => "Page someone…",
  addNote: () => "Add note…",
  edit: () => "Edit title and impact…",
  cancel: () => "Cancel as false alarm…",
  join: () => "Join channel",
  open: () => "Open",
  follow: () => "Follow",
  unfollow: () => "Unfollow",
  details: () => "Details",
  snooze: (minutes: number) => `Snooze ${minutes} min`,
  stopReminders: () => "Stop reminders",
  escalate: () => "Escalate now",
  passOn: () => "I can't: pass on",
  declare: () => "Declare incident",
  replay: () => "Replay",
  showDelivery: () => "Show",
  draft: () => "Open draft",
  /** What a screen reader says of a button on this incident. */
  spoken: (label: string, incident: string) => `${label.replace(/…$/, "")}: ${incident}`,
};

export const announcement = {
  affects: (what: string) => `affects ${what}`,
  lead: (who: string) => `lead ${who}`,
  since: (when: string, ago: string) => `since ${when} (${ago})`,
  customersSee: (impact: string) => `*What customers see:* ${impact}`,
  latest: (text: string, when: string) => `*Latest* (${when}): ${text}`,
  nextUpdate: (when: string) => `Next update by ${when}`,
  noNextUpdate: () => "No further update is promised.",
  room: (channel: string) => `Work goes on in ${channel}`,
  inThread: () => "Work goes on in this thread.",
  roomOfClosed: (channel: string) => `It was worked on in ${channel}`,
  ended: (status: string, when: string, lasted: string) => `*${status}* ${when}, after ${lasted}`,
  sentence: (incident: string, title: string, status: string, lead: string) =>
    `${incident} ${title}: ${status.toLowerCase()}, lead ${lead}.`,
};
