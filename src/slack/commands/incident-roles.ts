// `/incident lead | role | sev | status`.
import { type Incident, OPEN_STATUSES, type OpenStatus } from "../../domain/incident.ts";
import { isMoreUrgent, readPriority } from "../../domain/priority.ts";
import { words } from "../../words/words.ts";
import { ACTIONS } from "../ids.ts";
import { code, mention } from "../mrkdwn.ts";
import { openForOpen, openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { ROLES, roleView } from "../views/assign-role.ts";
import { priorityView } from "../views/change-priority.ts";
import { askWhich, carrying } from "./ask-which.ts";
import { findNamed } from "./find-person.ts";
import { suggest, takeWord } from "./grammar.ts";
import { change, plainWords } from "./incident-state.ts";

export async function takeLead(turn: Turn, incident: Incident, rest: string): Promise<void> {
  const { word } = takeWord(rest);
  const lead = word === "" ? turn.person : await findNamed(turn, word);
  if (!lead) return;
  const isMe = lead.user === turn.person.user;
  const done = isMe
    ? words.command.youLead(incident)
    : words.command.lead(incident, mention(lead.user));
  await change(turn, incident, { command: { kind: "assign-lead", user: lead.user }, done });
}

export async function assignRole(turn: Turn, incident: Incident, rest: string): Promise<void> {
  if (rest === "") return await openModal(turn, roleView(incident));
  const { word, rest: who } = takeWord(rest);
  const role = ROLES.find((each) => each === word.toLowerCase());
  if (!role) {
    const near = suggest(word.toLowerCase(), ROLES);
    return await turn.say({ text: words.command.rolesAre(near.length > 0 ? near : ROLES) });
  }
  if (role === "lead") return await takeLead(turn, incident, who);
  const named = who === "" ? turn.person : await findNamed(turn, takeWord(who).word);
  if (!named) return;
  const { user } = named;
  const done = words.command.role(incident, role, mention(user));
  await change(turn, incident, { command: { kind: "assign-role", role, user }, done });
}

export async function changePriority(turn: Turn, incident: Incident, rest: string): Promise<void> {
  if (rest === "") return await openForOpen(turn, incident, priorityView(incident));
  const { word, rest: reason } = takeWord(rest);
  const priority = readPriority(word);
  if (!priority) {
    return await turn.say({ text: words.command.priorityUsage(turn.parts.names.incident) });
  }
  if (reason === "" && isMoreUrgent(incident.priority, priority)) {
    const text = words.command.priorityReason(turn.parts.names.incident, priority);
    return await turn.say({ text });
  }
  const why = reason === "" ? null : await plainWords(turn, reason);
  const command = { kind: "set-priority", priority, reason: why } as const;
  const done = words.command.priority(incident, priority);
  await change(turn, incident, { command, done });
}

const statusAliases: Readonly<Record<string, OpenStatus>> = {
  mitigated: "monitoring",
  fixed: "monitoring",
  watching: "monitoring",
  found: "identified",
};

export async function changeStatus(turn: Turn, incident: Incident, rest: string): Promise<void> {
  const word = takeWord(rest).word.toLowerCase();
  const status = OPEN_STATUSES.find((each) => each === word) ?? statusAliases[word];
  if (!status) return await askStatus(turn, incident, word);
  const done = words.command.status(incident, status);
  await change(turn, incident, { command: { kind: "set-status", status }, done });
}

async function askStatus(turn: Turn, { number }: Incident, word: string): Promise<void> {
  const say = words.command;
  const text = word === "" ? say.statusUsage() : say.statusUnknown(code(word, 80));
  const buttons = OPEN_STATUSES.map((status) => ({
    action: ACTIONS.useCommand,
    part: status,
    value: carrying(`incident status INC-${number}`, status),
    text: words.term.status(status),
  }));
  await askWhich(turn, text, buttons);
}
