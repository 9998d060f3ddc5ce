// What a rehearsed step shows before its click: what will be sent, now and then, and the way back.
import type { Json } from "../domain/runbook/language/json.ts";
import type { Change } from "../domain/runbook/state/change.ts";
import { changeLine } from "../domain/runbook/view/change-line.ts";
import type { EffectPreview } from "../domain/runbook/view/describe-effect.ts";
import { words } from "../words/words.ts";

export function tellEffect(effect: EffectPreview): readonly string[] {
  const { before, after, undo } = effect;
  const from = before === undefined ? "" : `now ${shown(before)}, `;
  const then = after === undefined ? [] : [`  ${from}then ${shown(after)}`];
  return [
    ...effect.changes.map((change) => `${verb(change)} ${said(change)}`),
    ...then,
    ...tellUndo(undo),
  ];
}

function tellUndo(undo: EffectPreview["undo"]): readonly string[] {
  switch (undo.kind) {
    case "plan": {
      const valid =
        undo.validForMs === undefined ? "" : ` (for ${words.term.duration(undo.validForMs)})`;
      return undo.changes.map((change) => `  Undo: ${said(change)}${valid}`);
    }
    case "auto":
      return ["  Undo: back to what it was before"];
    case "irreversible":
      return [`  Cannot be undone: ${undo.why}`];
    case "none":
      return [];
  }
}

const shown = (value: Json): string => words.change.hold(value) ?? JSON.stringify(value);

const verb = ({ kind }: Change): string =>
  kind === "freeze" || kind === "lift-freeze" ? "Will" : "Will send";

function said(change: Change): string {
  if (change.kind === "freeze") return words.change.freezeLines(change).join(", ");
  const { method, path, connection } = changeLine(change);
  const body = change.kind === "http" && change.body !== undefined ? change.body : undefined;
  const inputs = change.kind === "dispatch" ? change.inputs : undefined;
  const content = body ?? inputs;
  const shown = content === undefined ? "" : ` ${JSON.stringify(content)}`;
  return `${method} ${path} at ${connection}${shown}`;
}
