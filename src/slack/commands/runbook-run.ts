// `/runbook run | plan | drill name key=value …`: at once where nothing is missing, else the form asks.
import type { Incident } from "../../domain/incident.ts";
import type { Runbook } from "../../domain/runbook/format/format.ts";
import { isForPlannedWork } from "../../domain/runbook/format/triggers.ts";
import { findRunbook as findShelved } from "../../operations/runbook-shelf.ts";
import { words } from "../../words/words.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { type Begun, begin, type RunMode, sayBegun } from "../views/begin-run.ts";
import { pickRunbookView } from "../views/pick-runbook.ts";
import { startRunView } from "../views/start-run.ts";
import { findTarget, incidentHere, type Target } from "./find-incident.ts";
import { readPairs, takeIncident, takeWord } from "./grammar.ts";
import { readRunTimes } from "./read-run-times.ts";
import { findRunbook } from "./runbook-lists.ts";

/** Outside of every incident only what is planned work by its nature: it gets a room of its own. */
export async function runPlanned(turn: Turn, rest: string): Promise<boolean> {
  if (takeIncident(rest).incident !== null || (await incidentHere(turn))) return false;
  const shelved = findShelved(turn.ctx.runbooks, takeWord(rest).word.toLowerCase());
  if (!shelved || !isForPlannedWork(shelved.runbook)) return false;
  await start(turn, { mode: "live", incident: null, rest });
  return true;
}

export async function runRunbook(turn: Turn, { incident, rest }: Target): Promise<void> {
  await start(turn, { mode: "live", incident, rest });
}

/** Needs no incident: whoever is in one plans for that one. */
export async function planRunbookFor(turn: Turn, rest: string): Promise<void> {
  const isNamed = takeIncident(rest).incident !== null;
  if (isNamed) {
    const target = await findTarget(turn, { number: null, rest, command: "runbook plan" });
    return target && (await start(turn, { mode: "plan", ...target }));
  }
  await start(turn, { mode: "plan", incident: (await incidentHere(turn)) ?? null, rest });
}

/** Opens an incident of its own: the one whose channel somebody is in has nothing to do with it. */
export async function drillRunbook(turn: Turn, rest: string): Promise<void> {
  await start(turn, { mode: "drill", incident: null, rest });
}

type Wish = {
  readonly mode: RunMode;
  readonly incident: Incident | null;
  readonly rest: string;
};

async function start(turn: Turn, { mode, incident, rest }: Wish): Promise<void> {
  const { word, rest: pairs } = takeWord(rest);
  if (word === "") return await openModal(turn, await pickRunbookView(turn, incident, mode));
  const runbook = await findRunbook(turn, word);
  if (!runbook) return;
  const where = { now: turn.ctx.clock.now(), zone: turn.person.zone };
  const { text, read } = readRunTimes(runbook.inputs, pairs, where);
  const { pairs: given, rest: unread } = readPairs(text);
  if (unread !== "") {
    const problems = [{ input: unread, message: words.command.runbooks.noPair() }];
    const wish = { mode, incident, runbook, given, problems };
    return await openModal(turn, await startRunView(turn, wish));
  }
  const begun = await begin(turn, { mode, incident, runbook, inputs: given });
  if (begun.ok) return await sayBegun(turn, begun, read);
  await ask(turn, begun, { mode, incident, runbook, given });
}

type Asked = Omit<Wish, "rest"> & {
  readonly runbook: Runbook;
  readonly given: Readonly<Record<string, string>>;
};

async function ask(turn: Turn, { refusal }: Extract<Begun, { ok: false }>, asked: Asked) {
  if (refusal.code !== "inputs-wrong") return await turn.refuse(refusal);
  // Nothing was typed yet: the form asks, before it finds fault.
  const isBare = Object.keys(asked.given).length === 0;
  const problems = isBare ? [] : refusal.problems;
  await openModal(turn, await startRunView(turn, { ...asked, problems }));
}
