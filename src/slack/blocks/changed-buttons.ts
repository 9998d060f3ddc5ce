// Undo and Leave on one change; neither is final: Undo opens a run that compares and asks first.
import type { KnownBlock } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { StillChanged } from "../../operations/list-still-changed.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId, type ChangeValue } from "../ids.ts";
import { isTooLate } from "./changed-text.ts";
import { actions, button } from "./elements.ts";

type Drawing = { readonly now: Date; readonly version: number };

export function changedButtons(each: StillChanged, { now, version }: Drawing) {
  const { run, change } = each;
  const { undo } = change;
  if (each.isSettled || undo?.state === "undoing") return [];
  const { stillChanged: say } = words;
  const canUndo = undo !== undefined && !isTooLate(undo.validUntil, now);
  const id = blockId("changed", run.number, change.step, `n${version}`, run.eventSeq);
  return actions(id, [
    ...(canUndo ? [changedButton(each, "undo", say.undo())] : []),
    changedButton(each, "leave", say.leave()),
  ]) satisfies readonly KnownBlock[];
}

function changedButton({ run, change }: StillChanged, what: ChangeValue["do"], label: string) {
  return button({
    action: ACTIONS.changeAct,
    part: `${what}.${run.number}.${change.step}`,
    label,
    spoken: words.stillChanged.spoken(label, unescapeText(change.title), run.number),
    value: { about: "change", run: run.number, step: change.step, do: what },
  });
}
