// English: what slash commands and buttons answer, and their help.
import type { IncidentStatus } from "../../domain/incident.ts";
import type { Priority } from "../../domain/priority.ts";
import { freezeCommand, freezeHelp } from "./freeze-command.ts";
import { changes, runs } from "./run-command.ts";
import { type Named, term } from "./terms.ts";

const inc = term.incident;

const verbLabels: Readonly<Record<string, string>> = {
  new: "Declare incident",
  ack: "Acknowledge",
  lead: "Take lead",
  role: "Assign role",
  sev: "Change priority",
  status: "Change status",
  update: "Post update",
  note: "Add note",
  link: "Add link",
  timeline: "Timeline",
  list: "List",
  page: "Page someone",
  resolve: "Resolve",
  finish: "Finish",
  reopen: "Reopen",
  cancel: "Cancel",
  changes: "Still changed",
  actions: "Action items",
  postmortem: "Post-mortem",
  follow: "Follow",
  unfollow: "Unfollow",
  "dead-letters": "Dead letters",
  help: "Help",
};

const incidentHelp: readonly (readonly [string, string])[] = [
  ["new [p1..p4] [title]", "declare an incident; with both parts at once, otherwise by a form"],
  ["ack", "acknowledge: you have seen it and take care"],
  ["lead [@person]", "take the lead, or hand it to somebody"],
  ["role comms|scribe @person", "give somebody a role"],
  ["sev p1..p4 [reason]", "change the priority; lowering it needs a reason"],
  ["status investigating|identified|monitoring", "say how far you are"],
  ["update [text]", "tell everybody how it stands; without text by a form"],
  ["note text", "add to the timeline only"],
  ["link URL [title]", "add a link to the timeline"],
  ["timeline [n]", "the last entries"],
  ["page @person|team [reason]", "ask somebody to come"],
  ["resolve [summary]", "it is over"],
  ["reopen [reason]", "it is back"],
  ["cancel reason", "it was a false alarm"],
  ["changes", "what runs have changed and is still in place"],
  ["postmortem", "the draft; add an action item"],
  ["actions [mine|all]", "action items: done, open again, somebody else's"],
  ["follow, unfollow", "updates by direct message"],
  ["list [open|mine|30d]", "incidents"],
  ["dead-letters", "deliveries of your monitoring that nobody understood"],
];

const runbookHelp: readonly (readonly [string, string])[] = [
  ["list", "the runbooks at hand"],
  ["show name", "what a runbook does, step by step"],
  ["plan name [key=value …]", "every request and read it would make, none of them made"],
  ["run name [key=value …]", "start it in this incident"],
  ["drill name [key=value …]", "the real thing in a channel of its own; nothing real is sent"],
  ["status", "where the run stands"],
  ["done [n] [note]", "the current step is done"],
  ["skip [n] reason", "leave the current step out"],
  ["fail [n] [reason]", "the current step could not be done"],
  ["assign [n] @person", "give a step to somebody"],
  ["hand-over @person", "give the whole run to somebody"],
  [
    "approve, deny [run] [reason]",
    "vote on the step that asks for approval; a form shows it first",
  ],
  ["pause, resume", "start nothing new for a while; go on"],
  ["undo [n]", "take a change back; without a step what could be"],
  ["abort reason", "end the run; a form asks what becomes of its changes"],
];

const oncallHelp: readonly (readonly [string, string])[] = [
  ["[team]", "who is on call"],
  ["who [team]", "who is on call"],
  ["me", "what you are on call for, and pages that wait for you"],
  ["page team|@person [reason]", "ask who is on call, or somebody, to come to this incident"],
];

function helpText(
  slash: string,
  intro: string,
  lines: readonly (readonly [string, string])[],
): string {
  const rows = lines.map(([usage, says]) => `\`${slash} ${usage}\`  ${says}`);
  return [intro, ...rows].join("\n");
}

const statusWords: Readonly<Record<IncidentStatus, string>> = {
  investigating: "being investigated",
  identified: "identified",
  monitoring: "being monitored",
  resolved: "resolved",
  cancelled: "cancelled",
};

export const command = {
  changes,
  runs,
  verb: (verb: string): string => verbLabels[verb] ?? verb,
  help: {
    incident: (slash: string) =>
      helpText(
        slash,
        `\`${slash}\` alone: in an incident channel its control panel, elsewhere the open incidents. Any command takes an incident when used elsewhere: \`${slash} ack INC-42\`.`,
        incidentHelp,
      ),
    runbook: (slash: string) =>
      helpText(slash, "Runbooks run in an incident, step by step, with you.", runbookHelp),
    freeze: (slash: string) =>
      `${helpText(slash, freezeCommand.intro(), freezeHelp)}\n${freezeCommand.times}`,
    oncall: (slash: string) => helpText(slash, "Who is asked first.", oncallHelp),
  },
  unknown: (word: string, slash: string, hasNear: boolean) =>
    hasNear
      ? `I don't know ${word}. Nothing was executed. Did you mean:`
      : `I don't know ${word}. Nothing was executed. \`${slash} help\` lists what I know.`,
  tryAgain: () => "Try again",
  showOpen: () => "Open incidents",
  showRunbooks: () => "Runbooks",
  helpButton: () => "Help",
  declare: () => "Declare incident",
  edit: () => "Edit",
  which: () => "Which incident? You are not in an incident channel.",
  whichRun: () => "Which run?",
  noneOpen: () => "No incident is open.",
  openOnes: (count: number) =>
    count === 1 ? "*1 incident is open*" : `*${count} incidents are open*`,
  line: {
    lead: (who: string) => `lead ${who}`,
    noLead: () => "no lead yet",
    since: (when: string) => `since ${when}`,
    closedAt: (when: string) => `ended ${when}`,
  },
  listed: {
    mine: () => "*Incidents you lead, acknowledged or declared*",
    recent: (days: number) => `*Incidents of the last ${days} days*`,
    none: () => "There is none.",
    more: (count: number, url: string) => `and ${count} more: ${url}`,
  },
  declared: (of: Named, priority: Priority, title: string) =>
    `You declared ${priority} ${inc(of)}: ${title}.`,
  declaredIn: (channel: string) => `Its channel is ${channel}.`,
  declaredSoon: () => "Its channel is being opened; you will be invited.",
  acknowledged: (of: Named) => `You acknowledged ${inc(of)}.`,
  lead: (of: Named, who: string) => `${who} leads ${inc(of)} now.`,
  youLead: (of: Named) => `You lead ${inc(of)} now.`,
  role: (of: Named, role: string, who: string) => `${who} is ${role} of ${inc(of)} now.`,
  rolesAre: (roles: readonly string[]) =>
    `Say which role and who: ${roles.map((role) => `\`${role}\``).join(", ")}, as in \`role comms @anna\`.`,
  priority: (of: Named, priority: Priority) => `${inc(of)} is ${priority} now.`,
  priorityUsage: (slash: string) => `Say which priority: \`${slash} sev p2 reason\`.`,
  priorityReason: (slash: string, priority: Priority) =>
    `Lowering the priority needs a reason. Nothing changed. Write \`${slash} sev ${priority.toLowerCase()} reason\`.`,
  status: (of: Named, status: IncidentStatus) => `${inc(of)} is ${statusWords[status]} now.`,
  statusUsage: () => "Which status?",
  statusUnknown: (word: string) => `I don't know the status ${word}. Which one is it?`,
  updated: (of: Named) => `Your update of ${inc(of)} is posted.`,
  noted: (of: Named) => `Your note is in the timeline of ${inc(of)}.`,
  messageKept: (of: Named) => `The message is in the timeline of ${inc(of)}.`,
  actionItemAdded: (of: Named) =>
    `The action item of ${inc(of)} is recorded; its owner is told by direct message.`,
  linked: (of: Named) => `The link is in the timeline of ${inc(of)}.`,
  linkUsage: (slash: string) =>
    `Give an address that begins with http:// or https://: \`${slash} link https://… title\`.`,
  resolved: (of: Named) =>
    typeof of !== "number" && of.isPlanned
      ? `${term.isOver(of)}.`
      : `${term.isOver(of)}. The post-mortem draft follows.`,
  reopened: (of: Named) => `${inc(of)} is open again.`,
  cancelled: (of: Named) => `${inc(of)} is cancelled.`,
  follows: (of: Named) =>
    `You follow ${inc(of)}: updates come to you by direct message, nothing technical.`,
  unfollows: (of: Named) => `You follow ${inc(of)} no more.`,
  snoozed: (minutes: number) => `I will remind you again in ${minutes} min.`,
  remindersStopped: () => "No more reminders until the next update.",
  paged: (of: Named, who: string) => `${who} is paged for ${inc(of)}.`,
  passedOn: (who: string) => `Passed on: ${who} is paged now.`,
  passedToNobody: () =>
    "Noted. Nobody else is on call; page somebody by name so that it is not left alone.",
  allAsked: () => "Everybody on call was asked already. Page somebody by name.",
  escalated: (who: string) => `${who} is paged as well.`,
  pageReason: (who: string) => `${who} asks you to come.`,
  nobodyCalled: (word: string) => `I know nobody called ${word}. Use a mention, like @anna.`,
  notMember: (who: string) => `${who} cannot act in Muster: not a full member of this workspace.`,
  postMortem: (of: Named, url: string, isOpen: boolean) =>
    isOpen
      ? `${inc(of)} is still open; this is the draft so far: ${url}`
      : `The post-mortem draft of ${inc(of)}: ${url}`,
  timeline: (of: Named, shown: number, all: number) =>
    shown < all
      ? `*Timeline of ${inc(of)}*, the last ${shown} of ${all}`
      : `*Timeline of ${inc(of)}*`,
  replayed: () => "Put back; it will be read again within a second.",
  runbooks: {
    title: () => "*Runbooks*",
    none: () => "There are no runbooks yet. Put files into the folder of runbooks.",
    line: (slug: string, title: string, steps: number) =>
      `\`${slug}\`  ${title} (${steps === 1 ? "1 step" : `${steps} steps`})`,
    owner: (owner: string) => `Owner ${owner}`,
    reviewPast: (day: string) => `⚠ Its review was due on ${day}. Read before you trust.`,
    inputs: (names: readonly string[]) =>
      `Inputs: ${names.map((name) => `\`${name}\``).join(", ")}`,
    step: (index: number, kind: string, title: string) => `${index}. _${kind}_ ${title}`,
    runTitle: (number: number) => `Run ${number}`,
    run: () => "Run",
    show: () => "Show",
    plan: () => "Plan",
    drill: () => "Start drill",
    showUsage: (slash: string) => `Say which one: \`${slash} show name\`.`,
    started: (slug: string, of: Named) => `${slug} runs in ${inc(of)}.`,
    noPair: () => "Write inputs as name=value; fill them in here.",
    noRun: (of: Named) => `No runbook runs in ${inc(of)}.`,
    ended: (slug: string, when: string, outcome: string) =>
      `The last one, ${slug}, ended ${when}: ${outcome}.`,
    otherStep: (index: number, current: number) =>
      `Step ${index} is not the current one; the run is at step ${current}.`,
  },
  oncall: {
    title: () => "*On call*",
    line: (team: string, people: readonly string[]) =>
      people.length === 0
        ? `${team}: nobody`
        : `${team}: ${people[0]}${people.length > 1 ? `, then ${people.slice(1).join(", ")}` : ""}`,
    none: () => "No team is configured.",
    noTeam: (team: string) => `There is no team ${team}.`,
    you: (teams: readonly string[]) => `You are on call for ${teams.join(", ")}.`,
    second: (teams: readonly string[]) => `You are asked next for ${teams.join(", ")}.`,
    notYou: () => "You are not on call.",
    waiting: (of: Named) => `A page of ${inc(of)} waits for you.`,
    pageUsage: (slash: string) => `Say which team: \`${slash} page payments reason\`.`,
  },
  room: {
    archived: (who: string) => `${who} archived this incident's channel.`,
    unarchived: (who: string) => `${who} unarchived this incident's channel.`,
    renamed: (name: string) => `This incident's channel is called #${name} now.`,
    deleted: () => "This incident's channel was deleted in Slack; a new one is opened.",
    somebody: () => "Somebody",
  },
};
