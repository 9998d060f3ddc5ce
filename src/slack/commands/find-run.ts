// Which run a person means: the one they name, the one of their incident, or a question back.
import { isOpen } from "../../domain/incident.ts";
import { listOpenIncidents } from "../../storage/incidents.ts";
import { listRuns, type RunRow } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { type AskedRun, findAskedRun } from "../answer-run.ts";
import { ACTIONS } from "../ids.ts";
import { date } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import { askWhich, carrying } from "./ask-which.ts";
import { findTarget, incidentHere } from "./find-incident.ts";
import { takeIncident, takeRun } from "./grammar.ts";

export type RunTarget = AskedRun & { readonly rest: string };

export type RunWanted = {
  /** The incident named right behind the verb. */
  readonly number: number | null;
  readonly rest: string;
  readonly verb: string;
};

/** Undefined where the person was asked, or told that there is no such run. */
export async function findRunTarget(turn: Turn, wanted: RunWanted): Promise<RunTarget | undefined> {
  const { run, rest } = takeRun(wanted.rest);
  if (run !== null) return await named(turn, run, rest);
  const isSomewhere =
    wanted.number !== null ||
    takeIncident(wanted.rest).incident !== null ||
    (await incidentHere(turn)) !== undefined;
  return isSomewhere ? await inIncident(turn, wanted) : await anywhere(turn, wanted);
}

async function named(turn: Turn, number: number, rest: string): Promise<RunTarget | undefined> {
  const asked = await findAskedRun(turn, number);
  if (asked) return { ...asked, rest };
  await turn.refuse({ code: "no-such-run", wanted: `run-${number}` });
  return undefined;
}

async function inIncident(turn: Turn, wanted: RunWanted): Promise<RunTarget | undefined> {
  const command = `runbook ${wanted.verb}`;
  const target = await findTarget(turn, { number: wanted.number, rest: wanted.rest, command });
  if (!target) return undefined;
  const runs = await listRuns(turn.ctx.db, target.incident.id);
  const [run, ...others] = runs.filter((each) => each.isOpen === 1);
  if (!run) {
    await turn.say({ text: sayNoRun(turn, target.incident.number, runs[0]) });
    return undefined;
  }
  if (others.length === 0) return await named(turn, run.number, target.rest);
  await askWhichRun(turn, [run, ...others], { verb: wanted.verb, rest: target.rest });
  return undefined;
}

const MOST_LOOKED_AT = 10;

/** Outside of every incident nothing is guessed, not even where only one run is open. */
async function anywhere(turn: Turn, { verb, rest }: RunWanted): Promise<undefined> {
  const incidents = (await listOpenIncidents(turn.ctx.db)).filter(isOpen);
  const open: RunRow[] = [];
  for (const { id } of incidents.slice(0, MOST_LOOKED_AT)) {
    open.push(...(await listRuns(turn.ctx.db, id)).filter((each) => each.isOpen === 1));
  }
  if (open.length > 0) await askWhichRun(turn, open, { verb, rest });
  else await turn.say({ text: words.command.runs.noneOpen() });
  return undefined;
}

export async function askWhichRun(
  turn: Turn,
  open: readonly RunRow[],
  { verb, rest }: { readonly verb: string; readonly rest: string },
): Promise<void> {
  const buttons = open.map(({ number, slug }) => ({
    action: ACTIONS.useCommand,
    part: number,
    value: carrying(`runbook ${verb} run-${number}`, rest),
    text: `${number}: ${slug}`,
  }));
  await askWhich(turn, words.command.whichRun(), buttons);
}

/** A run may have ended by itself since the person last looked. */
function sayNoRun({ ctx }: Turn, number: number, last: RunRow | undefined): string {
  const { noRun, ended } = words.command.runbooks;
  const outcome = last?.state.outcome;
  if (!last?.endedAt || !outcome) return noRun(number);
  const said = words.runMessage.outcome(outcome);
  return `${noRun(number)} ${ended(last.slug, date(last.endedAt, ctx.shop.zone), said)}`;
}
