// `/incident changes`: what the runs of an incident have changed out there and nobody has dealt with.
import type { KnownBlock } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import { askStillChanged } from "../../operations/ask-still-changed.ts";
import type { StillChanged } from "../../operations/list-still-changed.ts";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { ACTIONS, type ChangeValue } from "../ids.ts";
import type { Turn } from "../turn.ts";
import { changeLines } from "../views/change-lines.ts";
import { actions, button } from "../views/parts.ts";

/** More would be longer than an answer may be; the message in the channel lists the rest. */
const MOST_LISTED = 12;

export async function sayChanges(turn: Turn, incident: Incident): Promise<void> {
  const asked = await askStillChanged(turn.ctx, incident.id);
  if (!asked.ok) return await turn.refuse(asked.refusal);
  const say = words.command.changes;
  const open = asked.changes.filter(({ isSettled }) => !isSettled);
  const settled = asked.changes.length - open.length;
  if (open.length === 0) {
    return await turn.say({
      text: settled > 0 ? say.allSettled(settled) : say.none(incident.number),
    });
  }
  const text = say.open(incident.number, open.length);
  const rest = open.length - MOST_LISTED;
  await turn.say({
    text,
    blocks: [
      section(text),
      ...open.slice(0, MOST_LISTED).flatMap(changeBlocks),
      ...(rest > 0 ? [context(say.more(rest))] : []),
      context(say.readBack()),
    ],
  });
}

function changeBlocks({ run, change }: StillChanged): KnownBlock[] {
  const say = words.command.changes;
  const [line = ""] = changeLines([change]);
  const canUndo = change.undo?.state === "available" || change.undo?.state === "failed";
  const press = (deed: ChangeValue["do"], text: string) =>
    button({
      action: ACTIONS.changeAct,
      part: `${deed}.${run.number}.${change.step}`,
      value: { about: "change", run: run.number, step: change.step, do: deed },
      text,
      label: say.spoken(text, run.number, change.step),
    });
  return [
    section(line),
    actions([
      ...(canUndo ? [press("undo", say.undo())] : []),
      press("leave", say.leave()),
      press("show", say.show()),
    ]),
  ];
}
