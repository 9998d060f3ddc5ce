// What a run changed outside of Slack, or may have changed, and what became of it: said when it is over.
import type { KnownBlock } from "@slack/types";
import type { RunView } from "../../domain/runbook/view/describe.ts";
import type { AppliedChange } from "../../domain/runbook/view/describe-changes.ts";
import { words } from "../../words/words.ts";
import { esc } from "../mrkdwn.ts";
import { changeName, valueText } from "./change-text.ts";
import { section } from "./elements.ts";
import { type Look, typed, when, whenDue } from "./look.ts";

const MOST = 10;

export function runChanges({ changes, mode }: RunView, look: Look): KnownBlock[] {
  if (changes.length === 0) return [];
  const { runMessage: say } = words;
  const lines = changes.slice(-MOST).map((change) => changeLine(change, look));
  const earlier = changes.length - lines.length;
  return [
    section(
      [
        mode === "drill" ? say.drilled() : say.changed(),
        ...(earlier > 0 ? [say.more(earlier)] : []),
        ...lines,
      ].join("\n"),
    ),
  ];
}

function changeLine(applied: AppliedChange, look: Look): string {
  const { runMessage: say } = words;
  const { change, certainty, at, by, before, after } = applied;
  const was =
    before === undefined || after === undefined
      ? ""
      : say.from(valueText(before), valueText(after));
  const name = `${changeName(change)}${was}`;
  const whom = by ? esc(by.name, 60) : null;
  const line =
    certainty === "unknown"
      ? say.changeUnknown(name)
      : say.change(name, whom, at ? when(look, new Date(at), "clock") : "");
  return `${line}${fate(applied, look)}`;
}

function fate({ undo, irreversible, at }: AppliedChange, look: Look): string {
  const { runMessage: say } = words;
  if (!undo) return irreversible === undefined ? "" : say.fate(say.cannotBeUndone());
  const who = undo.by ? esc(undo.by.name, 60) : null;
  switch (undo.state) {
    case "undone":
      return say.fate(say.undone(who, undo.at ? when(look, new Date(undo.at), "clock") : null));
    case "left":
      return say.fate(say.left(who, typed(look, undo.note ?? "", 200).replaceAll(/\s+/g, " ")));
    case "undoing":
      return say.fate(say.undoing());
    case "conflict":
    case "failed":
      return say.fate(say.undoStuck());
    case "available": {
      const until = undo.validUntil ? whenDue(look, undo.validUntil, at ?? undo.validUntil) : null;
      return say.fate(say.canBeUndone(until));
    }
  }
}
