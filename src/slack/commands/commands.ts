// From a slash command, or a button that stands for one, to the verbs of its area.
import { words } from "../../words/words.ts";
import type { CommandRequest } from "../request.ts";
import type { Area, Turn } from "../turn.ts";
import { freezeCommand } from "./freeze.ts";
import { takeWord } from "./grammar.ts";
import { incidentCommand } from "./incident.ts";
import { oncallCommand } from "./oncall.ts";
import { runbookCommand } from "./runbook.ts";

export async function handleCommand(turn: Turn, request: CommandRequest): Promise<void> {
  const { names } = turn.parts;
  const area = (Object.keys(names) as Area[]).find((each) => names[each] === request.command);
  if (!area) {
    // A name that the manifest has and the configuration does not.
    const [first] = Object.values(names);
    return await turn.say({ text: words.command.unknown(request.command, first ?? "", false) });
  }
  await useCommand(turn, area, request.text);
}

/** The text of a button: `incident ack INC-42`. */
export async function useCommandText(turn: Turn, text: string): Promise<void> {
  const { word, rest } = takeWord(text);
  const { names } = turn.parts;
  const area = (Object.keys(names) as Area[]).find(
    (each) => each === word.replace(/^\//, "") || names[each] === word,
  );
  await useCommand(turn, area ?? "incident", area ? rest : text);
}

async function useCommand(turn: Turn, area: Area, text: string): Promise<void> {
  switch (area) {
    case "incident":
      return await incidentCommand(turn, text);
    case "runbook":
      return await runbookCommand(turn, text);
    case "freeze":
      return await freezeCommand(turn, text);
    case "oncall":
      return await oncallCommand(turn, text);
  }
}
