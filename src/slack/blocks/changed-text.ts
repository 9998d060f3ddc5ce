// One change that a run made: when, by whom, what it is now as read back, or why that is not known.

import type { Json } from "../../domain/runbook/language/json.ts";
import type { AppliedChange } from "../../domain/runbook/view/describe-changes.ts";
import type { StillChanged } from "../../operations/list-still-changed.ts";
import { words } from "../../words/words.ts";
import { authored, esc } from "../mrkdwn.ts";
import { changeName, valueText } from "./change-text.ts";
import { type Look, typed, when } from "./look.ts";

export function changedText(
  { run, runTitle, change }: StillChanged,
  look: Look,
  now: Date,
): string {
  const { stillChanged: say } = words;
  const facts = [...sentPart(change, look), ...valuesPart(change), nowPart(change, look)];
  return [
    say.title(authored(change.title, 160), run.number, esc(runTitle, 100)),
    changeName(change.change),
    facts.join(" · "),
    ...(change.certainty === "unknown" ? [say.maybe()] : []),
    ...undoPart(change, look, now),
  ].join("\n");
}

function sentPart({ at, by }: AppliedChange, look: Look): string[] {
  if (!at) return [];
  const { stillChanged: say } = words;
  return [say.sent(by ? esc(by.name, 80) : null, when(look, new Date(at)))];
}

function valuesPart({ before, after }: AppliedChange): string[] {
  const { stillChanged: say } = words;
  if (after === undefined) return [];
  return [
    before === undefined
      ? say.to(valueText(after))
      : say.fromTo(valueText(before), valueText(after)),
  ];
}

/** Not read and not readable are both "not known", and say why. */
function nowPart({ current, before, after }: AppliedChange, look: Look): string {
  const { stillChanged: say } = words;
  if (!current) return say.nowUnread();
  const at = when(look, new Date(current.at), "clock");
  if (current.value === undefined) return say.nowUnknown(esc(current.message ?? "", 200), at);
  const value = valueText(current.value);
  if (after !== undefined && isSame(current.value, after)) return say.now(value, at);
  if (before !== undefined && isSame(current.value, before)) return say.nowBack(value, at);
  return after === undefined ? say.now(value, at) : say.nowOther(value, at);
}

const isSame = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other);

function undoPart({ undo }: AppliedChange, look: Look, now: Date): string[] {
  const { stillChanged: say } = words;
  if (!undo) return [say.noUndo()];
  switch (undo.state) {
    case "undoing":
      return [say.undoing()];
    case "conflict":
      return [say.conflict()];
    case "failed":
      return [say.failed()];
    case "available":
      return isTooLate(undo.validUntil, now) && undo.validUntil
        ? [say.tooLate(when(look, new Date(undo.validUntil)))]
        : [];
    case "undone":
    case "left":
      return [];
  }
}

export function isTooLate(validUntil: string | undefined, now: Date): boolean {
  return validUntil !== undefined && Date.parse(validUntil) <= now.getTime();
}

/** On one line, with who dealt with it. */
export function settledText({ change }: StillChanged, look: Look): string {
  const { stillChanged: say } = words;
  const { undo, irreversible, title } = change;
  const name = authored(title, 120);
  if (!undo) {
    const why =
      irreversible === undefined ? say.noUndo() : say.irreversible(esc(irreversible, 200));
    return `• ${name} ${why}`;
  }
  const who = undo.by ? esc(undo.by.name, 80) : null;
  const at = undo.at ? when(look, new Date(undo.at), "clock") : null;
  const note = typed(look, undo.note ?? "", 200).replaceAll(/\s+/g, " ");
  const fate = undo.state === "left" ? say.left(who, note) : say.undone(who, at);
  return say.struck(name.replaceAll("~", "∼"), fate);
}
