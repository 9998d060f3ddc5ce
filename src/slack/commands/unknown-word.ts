// A word that is none of ours: at most three that are near, as buttons; nothing is executed.
import { words } from "../../words/words.ts";
import { ACTIONS } from "../ids.ts";
import { code } from "../mrkdwn.ts";
import type { Area, Turn } from "../turn.ts";
import { askWhich, carrying } from "./ask-which.ts";
import { suggest } from "./grammar.ts";

export async function sayUnknown(
  turn: Turn,
  unknown: { readonly area: Area; readonly word: string; readonly rest: string },
  known: readonly string[],
): Promise<void> {
  const { area, word, rest } = unknown;
  const near = suggest(word, known);
  const slash = turn.parts.names[area];
  const text = words.command.unknown(code(word, 60), slash, near.length > 0);
  const buttons = [...near, "help"].map((verb) => ({
    action: ACTIONS.useCommand,
    part: verb,
    value: carrying(`${area} ${verb}`, verb === "help" ? "" : rest),
    text: verb === "help" ? words.command.helpButton() : verb,
  }));
  await askWhich(turn, text, buttons);
}
