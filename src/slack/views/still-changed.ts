// Changes that are still in place, for one person: each with what can be done about it.
import type { KnownBlock } from "@slack/types";
import { isOpenUndo } from "../../domain/runbook/undo/undo-plan.ts";
import type { StillChanged } from "../../operations/list-still-changed.ts";
import { words } from "../../words/words.ts";
import { isTooLate } from "../blocks/changed-text.ts";
import { context, section } from "../blocks/elements.ts";
import { ACTIONS, type ChangeValue } from "../ids.ts";
import { changeLines } from "./change-lines.ts";
import { actions, button } from "./parts.ts";

/** More would be longer than an answer may be; the message in the channel lists the rest. */
const MOST_LISTED = 12;

export function stillChangedBlocks(
  open: readonly StillChanged[],
  now: Date,
): readonly KnownBlock[] {
  const say = words.command.changes;
  const rest = open.length - MOST_LISTED;
  return [
    ...open.slice(0, MOST_LISTED).flatMap((each) => changeBlocks(each, now)),
    ...(rest > 0 ? [context(say.more(rest))] : []),
    context(say.readBack()),
  ];
}

function changeBlocks({ run, change }: StillChanged, now: Date): KnownBlock[] {
  const say = words.command.changes;
  const [line = ""] = changeLines([change]);
  const { undo } = change;
  // An open run undoes its changes itself, when it is aborted.
  const isOver = run.isOpen === 0;
  // After a conflict too: the run that it opens looks again, and asks before it sends.
  const canUndo = undo && isOpenUndo(undo) && !isTooLate(undo.validUntil, now);
  const press = (deed: ChangeValue["do"], text: string) =>
    button({
      action: ACTIONS.changeAct,
      part: `${deed}.${run.number}.${change.step}`,
      value: { about: "change", run: run.number, step: change.step, do: deed },
      text,
      label: say.spoken(text, run.number, change.step),
    });
  return [
    section(isOver ? line : `${line}\n${say.runOpen(run.number)}`),
    actions([
      ...(canUndo && isOver ? [press("undo", say.undo())] : []),
      ...(undo?.state === "undoing" ? [] : [press("leave", say.leave())]),
      press("show", say.show()),
    ]),
  ];
}
