// What runs have changed out there, one line a change, latest first: as forms and private answers list it.

import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { AppliedChange } from "../../domain/runbook/view/describe-changes.ts";
import { words } from "../../words/words.ts";
import { changeName } from "../blocks/change-text.ts";
import { esc } from "../mrkdwn.ts";

export function changeLines(changes: readonly AppliedChange[]): readonly string[] {
  return changes.toReversed().map(changeLine);
}

function changeLine({ title, change, certainty, undo, irreversible }: AppliedChange): string {
  const say = words.modal.change;
  const what = `• *${esc(unescapeText(title), 120)}* ${changeName(change)}`;
  const known = certainty === "unknown" ? ` · ${say.maybe()}` : "";
  if (undo && undo.state !== "available") return `${what}${known} · ${say.undo(undo.state)}`;
  const how = undo
    ? ""
    : ` · ${irreversible ? say.irreversible(esc(irreversible, 150)) : say.noUndo()}`;
  return `${what}${known}${how}`;
}
