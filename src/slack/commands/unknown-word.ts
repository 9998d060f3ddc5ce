// A word that is none of ours: at most three that are near, as buttons; nothing is executed.
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { ACTIONS } from "../ids.ts";
import { code } from "../mrkdwn.ts";
import type { Area } from "./../turn.ts";
import type { Turn } from "../turn.ts";
import { actions, button } from "../views/parts.ts";
import { suggest } from "./grammar.ts";

/** What is longer does not fit into a button, which then carries the verb alone. */
const LONGEST_CARRIED = 1_500;

export async function sayUnknown(
  turn: Turn,
  unknown: { readonly area: Area; readonly word: string; readonly rest: string },
  known: readonly string[],
): Promise<void> {
  const { area, word, rest } = unknown;
  const near = suggest(word, known);
  const slash = turn.parts.names[area];
  const text = words.command.unknown(code(word, 60), slash, near.length > 0);
  const carried = rest.length > LONGEST_CARRIED ? "" : rest;
  const buttons = [...near, "help"].map((verb) =>
    button({
      action: ACTIONS.useCommand,
      part: verb,
      value: { about: "command", text: `${area} ${verb} ${verb === "help" ? "" : carried}`.trim() },
      text: verb === "help" ? words.command.helpButton() : verb,
    }),
  );
  await turn.say({ text, blocks: [section(text), actions(buttons)] });
}
