// Which incident a person means: the one they name, the one whose channel they are in, or a question back.
import { type Incident, isOpen } from "../../domain/incident.ts";
import {
  findIncidentByChannel,
  findIncidentByNumber,
  listOpenIncidents,
} from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { ACTIONS } from "../ids.ts";
import type { Turn } from "../turn.ts";
import { actions, button } from "../views/parts.ts";
import { askWhich, carrying } from "./ask-which.ts";
import { takeIncident } from "./grammar.ts";

export type Target = { readonly incident: Incident; readonly rest: string };

export type Wanted = {
  readonly number: number | null;
  readonly rest: string;
  /** The command as it would be written with the number: `incident ack`. */
  readonly command: string;
};

export async function incidentHere(turn: Turn): Promise<Incident | undefined> {
  return turn.channel ? await findIncidentByChannel(turn.ctx.db, turn.channel) : undefined;
}

/** Undefined where the person was asked, or told that there is no such incident. */
export async function findTarget(turn: Turn, wanted: Wanted): Promise<Target | undefined> {
  if (wanted.number !== null) return await numbered(turn, wanted.number, wanted.rest);
  const here = await incidentHere(turn);
  if (here) return { incident: here, rest: wanted.rest };
  const found = takeIncident(wanted.rest);
  if (found.incident !== null) return await numbered(turn, found.incident, found.rest);
  await askWhichIncident(turn, wanted);
  return undefined;
}

async function numbered(turn: Turn, number: number, rest: string): Promise<Target | undefined> {
  const incident = await findIncidentByNumber(turn.ctx.db, number);
  if (incident) return { incident, rest };
  await turn.refuse({ code: "no-such-incident", wanted: `INC-${number}` });
  return undefined;
}

async function askWhichIncident(turn: Turn, { command, rest }: Wanted): Promise<void> {
  const open = (await listOpenIncidents(turn.ctx.db)).filter(isOpen);
  if (open.length === 0) {
    const text = words.command.noneOpen();
    return await turn.say({ text, blocks: [section(text), actions([declareButton()])] });
  }
  const buttons = open.map(({ number, title }) => ({
    action: ACTIONS.pickIncident,
    part: number,
    value: carrying(`${command} INC-${number}`, rest),
    text: `INC-${number}`,
    label: `INC-${number} ${title}`,
  }));
  await askWhich(turn, words.command.which(), buttons);
}

export const declareButton = () =>
  button({
    action: ACTIONS.declare,
    value: { about: "nothing" },
    text: words.command.declare(),
    style: "primary",
  });
