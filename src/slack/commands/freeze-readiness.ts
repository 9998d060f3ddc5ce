// `/freeze readiness`: the board before a campaign.
import { words } from "../../words/words.ts";
import type { Turn } from "../turn.ts";

export async function freezeReadiness(turn: Turn, _rest: string): Promise<void> {
  await turn.say({ text: words.command.help.freeze(turn.parts.names.freeze) });
}
