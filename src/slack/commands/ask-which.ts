// A question back, with a button for each thing that can be meant; the button carries the rest of the line.
import { section } from "../blocks/elements.ts";
import type { Value } from "../ids.ts";
import type { Turn } from "../turn.ts";
import { actions, type ButtonLook, button } from "../views/parts.ts";

const MOST_ASKED = 5;

export async function askWhich(
  turn: Turn,
  text: string,
  meant: readonly ButtonLook[],
): Promise<void> {
  const buttons = meant.slice(0, MOST_ASKED).map(button);
  await turn.say({ text, blocks: [section(text), actions(buttons)] });
}

/** What is longer does not fit into a button, which then carries the command alone. */
const LONGEST_CARRIED = 1_500;

export function carrying(command: string, rest: string): Value {
  const carried = rest.length > LONGEST_CARRIED ? "" : rest;
  return { about: "command", text: `${command} ${carried}`.trim() };
}
