// `/freeze`: its verbs, what each needs, and what it does.
import { words } from "../../words/words.ts";
import type { Turn } from "../turn.ts";
import { listExceptions } from "./exception-list.ts";
import { findFreezeTarget, takeFreeze } from "./find-freeze.ts";
import { end, letGo, moveEnd, type OnFreeze } from "./freeze-changes.ts";
import { askException, revoke, vote } from "./freeze-exceptions.ts";
import { newFreeze } from "./freeze-new.ts";
import { freezeReadiness } from "./freeze-readiness.ts";
import { checkRepository, showFreezes, showHistory, showReport } from "./freeze-status.ts";
import { normalise, takeWord } from "./grammar.ts";
import { sayUnknown } from "./unknown-word.ts";

type Anywhere = (turn: Turn, rest: string) => Promise<void>;

const onFreeze: Readonly<Record<string, OnFreeze>> = {
  extend: moveEnd("extend"),
  shorten: moveEnd("shorten"),
  lift: end("lift"),
  cancel: end("cancel"),
  "let-go": letGo,
  report: showReport,
};

const anywhere: Readonly<Record<string, Anywhere>> = {
  status: showFreezes,
  new: newFreeze,
  except: askException,
  exceptions: async (turn) => await listExceptions(turn),
  approve: vote("approve"),
  deny: vote("deny"),
  revoke,
  check: checkRepository,
  readiness: freezeReadiness,
  history: async (turn) => await showHistory(turn),
  help: async (turn) => {
    await turn.say({ text: words.command.help.freeze(turn.parts.names.freeze) });
  },
};

const aliases: Readonly<Record<string, string>> = {
  "": "status",
  list: "status",
  show: "status",
  declare: "new",
  start: "new",
  prolong: "extend",
  longer: "extend",
  shorter: "shorten",
  unfreeze: "lift",
  end: "lift",
  stop: "lift",
  letgo: "let-go",
  release: "let-go",
  exception: "except",
  hotfix: "except",
  request: "except",
  reject: "deny",
  ready: "readiness",
  past: "history",
  "?": "help",
  stan: "status",
  lista: "status",
  nowy: "new",
  nowe: "new",
  przedłuż: "extend",
  skróć: "shorten",
  zdejmij: "lift",
  zakończ: "lift",
  anuluj: "cancel",
  puść: "let-go",
  wyjątek: "except",
  wyjątki: "exceptions",
  zatwierdź: "approve",
  odrzuć: "deny",
  cofnij: "revoke",
  sprawdź: "check",
  raport: "report",
  gotowość: "readiness",
  historia: "history",
  pomoc: "help",
};

export const FREEZE_VERBS = [...Object.keys(anywhere), ...Object.keys(onFreeze)];

export async function freezeCommand(turn: Turn, text: string): Promise<void> {
  const line = normalise(text);
  // `FRZ-3` alone asks how it stands.
  if (takeFreeze(line).number !== null) return await showFreezes(turn, line);
  const { word, rest } = takeWord(line);
  const written = word.toLowerCase();
  const verb = aliases[written] ?? written;
  const free = anywhere[verb];
  if (free) return await free(turn, rest);
  const bound = onFreeze[verb];
  if (!bound) return await sayUnknown(turn, { area: "freeze", word, rest }, FREEZE_VERBS);
  const target = await findFreezeTarget(turn, { verb, rest });
  if (target) await bound(turn, target);
}
