// `/incident changes`: what the runs of an incident have changed out there and nobody has dealt with.
import type { Incident } from "../../domain/incident.ts";
import { askStillChanged } from "../../operations/ask-still-changed.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import type { Turn } from "../turn.ts";
import { stillChangedBlocks } from "../views/still-changed.ts";

export async function sayChanges(turn: Turn, incident: Incident): Promise<void> {
  const asked = await askStillChanged(turn.ctx, incident.id);
  if (!asked.ok) return await turn.refuse(asked.refusal);
  const say = words.command.changes;
  const open = asked.changes.filter(({ isSettled }) => !isSettled);
  const settled = asked.changes.length - open.length;
  if (open.length === 0) {
    const text = settled > 0 ? say.allSettled(settled) : say.none(incident);
    return await turn.say({ text });
  }
  const text = say.open(incident, open.length);
  await turn.say({
    text,
    blocks: [section(text), ...stillChangedBlocks(open, turn.ctx.clock.now())],
  });
}
