// `/incident`: its verbs, what each needs, and what it does.
import type { Incident } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import type { Turn } from "../turn.ts";
import { findTarget } from "./find-incident.ts";
import { readLine } from "./grammar.ts";
import { listActions } from "./incident-actions.ts";
import { sayChanges } from "./incident-changes.ts";
import { showDeadLetters } from "./incident-dead-letters.ts";
import { follow, page, postMortem, unfollow } from "./incident-follow.ts";
import { listIncidents, showPanel, showTimeline } from "./incident-lists.ts";
import { declare } from "./incident-new.ts";
import { addLink, addNote, postUpdate } from "./incident-notes.ts";
import { assignRole, changePriority, changeStatus, takeLead } from "./incident-roles.ts";
import { acknowledge, cancel, reopen, resolve } from "./incident-state.ts";
import { sayUnknown } from "./unknown-word.ts";

type OnIncident = (turn: Turn, incident: Incident, rest: string) => Promise<void>;
type Anywhere = (turn: Turn, rest: string) => Promise<void>;

const onIncident: Readonly<Record<string, OnIncident>> = {
  ack: acknowledge,
  lead: takeLead,
  role: assignRole,
  sev: changePriority,
  status: changeStatus,
  update: postUpdate,
  note: addNote,
  link: addLink,
  timeline: showTimeline,
  page,
  resolve,
  reopen,
  cancel,
  changes: async (turn, incident) => await sayChanges(turn, incident),
  postmortem: postMortem,
  follow: async (turn, incident) => await follow(turn, incident),
  unfollow: async (turn, incident) => await unfollow(turn, incident),
};

const anywhere: Readonly<Record<string, Anywhere>> = {
  new: declare,
  list: listIncidents,
  actions: listActions,
  "dead-letters": showDeadLetters,
  help: async (turn) => {
    await turn.say({ text: words.command.help.incident(turn.parts.names.incident) });
  },
};

const aliases: Readonly<Record<string, string>> = {
  declare: "new",
  open: "new",
  start: "new",
  acknowledge: "ack",
  severity: "sev",
  priority: "sev",
  prio: "sev",
  close: "resolve",
  resolved: "resolve",
  "post-mortem": "postmortem",
  pm: "postmortem",
  invite: "page",
  history: "timeline",
  log: "timeline",
  changed: "changes",
  action: "actions",
  "action-items": "actions",
  todo: "actions",
  zadania: "actions",
  deadletters: "dead-letters",
  "?": "help",
  nowy: "new",
  potwierdź: "ack",
  zamknij: "resolve",
  notatka: "note",
  zmiany: "changes",
  lista: "list",
  pomoc: "help",
};

const INCIDENT_VERBS = [...Object.keys(onIncident), ...Object.keys(anywhere)];

export async function incidentCommand(turn: Turn, text: string): Promise<void> {
  const { verb: written, incident: number, rest } = readLine(text);
  if (written === "") return await showPanel(turn, number);
  const verb = aliases[written] ?? written;
  const free = anywhere[verb];
  if (free) return await free(turn, number === null ? rest : `INC-${number} ${rest}`.trim());
  const bound = onIncident[verb];
  if (!bound) {
    const carried = number === null ? rest : `INC-${number} ${rest}`;
    return await sayUnknown(
      turn,
      { area: "incident", word: written, rest: carried },
      INCIDENT_VERBS,
    );
  }
  const target = await findTarget(turn, { number, rest, command: `incident ${verb}` });
  if (target) await bound(turn, target.incident, target.rest);
}
