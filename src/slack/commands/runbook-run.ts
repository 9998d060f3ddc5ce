// `/runbook run name key=value …`: starts at once where nothing is missing, else the form asks.
import { startRunbook } from "../../operations/start-runbook.ts";
import { words } from "../../words/words.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { pickRunbookView } from "../views/pick-runbook.ts";
import { startRunView } from "../views/start-run.ts";
import type { Target } from "./find-incident.ts";
import { readPairs, takeWord } from "./grammar.ts";
import { findRunbook } from "./runbook-lists.ts";

export async function runRunbook(turn: Turn, { incident, rest }: Target): Promise<void> {
  const { word, rest: pairs } = takeWord(rest);
  if (word === "") return await openModal(turn, await pickRunbookView(turn, incident));
  const runbook = await findRunbook(turn, word);
  if (!runbook) return;
  const { pairs: given, rest: unread } = readPairs(pairs);
  if (unread !== "") {
    const problems = [{ input: unread, message: words.command.runbooks.noPair() }];
    return await openModal(turn, await startRunView(turn, incident, { runbook, given, problems }));
  }
  const started = await startRunbook(turn.ctx, incident.id, {
    slug: runbook.id,
    inputs: given,
    by: { id: turn.person.user, name: turn.person.name },
  });
  if (started.ok) {
    const text = words.command.runbooks.started(runbook.id, incident.number);
    return await turn.say({ text });
  }
  const { refusal } = started;
  if (refusal.code !== "inputs-wrong") return await turn.refuse(refusal);
  // Nothing was typed yet: the form asks, before it finds fault.
  if (Object.keys(given).length === 0) {
    return await openModal(turn, await startRunView(turn, incident, { runbook }));
  }
  const { problems } = refusal;
  await openModal(turn, await startRunView(turn, incident, { runbook, given, problems }));
}
