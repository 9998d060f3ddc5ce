// Before the click: exactly what will be sent, what it changes, and how it is taken back.
import type { KnownBlock } from "@slack/types";
import type { Change } from "../../domain/runbook/state/change.ts";
import type { EffectPreview } from "../../domain/runbook/view/describe-effect.ts";
import { words } from "../../words/words.ts";
import { authored, foreignLink } from "../mrkdwn.ts";
import { changeBody, changeBrief, changeName, valueText } from "./change-text.ts";
import { preformatted, section } from "./elements.ts";

/** How much of each body is shown; people see the rest by a button. */
export type Room = { readonly body: number; readonly changes: number };

export function effectBlocks(effect: EffectPreview, room: Room): KnownBlock[] {
  const { changes, sends } = effect;
  const [only] = changes;
  const bodies = changes.length === 1 && only && sends === 0 ? bodyBlocks(only, room.body) : [];
  const after = [...valueLines(effect), ...undoLines(effect), ...watchLine(effect)].join("\n");
  return [section(whatLine(effect, room)), ...bodies, ...(after === "" ? [] : [section(after)])];
}

/** Whether something of what will be sent is not shown in that room. */
export function isCutShort({ changes, sends }: EffectPreview, room: Room): boolean {
  if (sends > 0) return false;
  if (changes.length > 1) return changes.some((change) => changeBody(change) !== undefined);
  return changes.some((change) => (changeBody(change)?.length ?? 0) > room.body);
}

function whatLine({ changes, sends, undoes }: EffectPreview, room: Room): string {
  const { change: say } = words;
  const [only] = changes;
  const takesBack = (index: number): string => {
    const effect = undoes?.[index];
    if (!effect) return "";
    const of = authored(effect.title, 120);
    return effect.certainty === "unknown" ? say.takesBackMaybe(of) : say.takesBack(of);
  };
  if (changes.length === 1 && only) {
    // What a single undo takes back is its step's own title.
    const name = `${changeName(only)}${undoes?.[0]?.certainty === "unknown" ? takesBack(0) : ""}`;
    return sends > 0 ? say.sent(name, say.times(sends)) : willSay(only, name);
  }
  const shown = changes
    .slice(0, room.changes)
    .map((change, index) => say.line(`${changeName(change)}${takesBack(index)}`));
  const rest = changes.length - shown.length;
  return [say.willUndo(changes.length), ...shown, ...(rest > 0 ? [say.moreLines(rest)] : [])].join(
    "\n",
  );
}

function willSay(change: Change, name: string): string {
  const { change: say } = words;
  switch (change.kind) {
    case "http":
      return say.willSend(name);
    case "flag":
      return say.willSet(name);
    case "redeploy":
    case "freeze":
    case "lift-freeze":
      return say.willDo(name);
    case "dispatch":
      return say.willRun(
        `${name} ${Object.keys(change.inputs).length > 0 ? say.inputs() : say.noInputs()}`,
      );
  }
}

function bodyBlocks(change: Change, most: number): KnownBlock[] {
  const body = changeBody(change);
  if (body === undefined) return [];
  const hidden = body.length - most;
  return [
    preformatted(body, most),
    ...(hidden > 0 ? [section(words.change.cutShort(hidden))] : []),
  ];
}

function valueLines({ before, after, sends }: EffectPreview): string[] {
  const { change: say } = words;
  if (after === undefined) return [];
  const then = valueText(after);
  const now = before === undefined ? null : valueText(before);
  return [sends > 0 ? say.wasThen(now, then) : say.nowThen(now, then)];
}

function undoLines({ undo, before }: EffectPreview): string[] {
  const { change: say, term } = words;
  switch (undo.kind) {
    case "plan": {
      const [only] = undo.changes;
      const what =
        undo.changes.length === 1 && only
          ? say.undoPlan(changeBrief(only))
          : say.undoMany(undo.changes.length);
      const isTimed = undo.validForMs !== undefined;
      return [isTimed ? `${what} · ${say.undoFor(term.duration(undo.validForMs))}` : what];
    }
    case "auto":
      return [say.undoAuto(before === undefined ? null : valueText(before))];
    case "irreversible":
      return [say.irreversible(authored(undo.why, 300))];
    case "none":
      return undo.why === "unknown-before" ? [say.undoUnknown()] : [];
  }
}

function watchLine({ url }: EffectPreview): string[] {
  return url === undefined ? [] : [foreignLink(url, words.change.watch())];
}
