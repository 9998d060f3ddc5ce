// What a run changed outside of Slack, or may have changed: said when it is over.
import type { KnownBlock } from "@slack/types";
import { changeLine } from "../../domain/runbook/change-line.ts";
import type { RunView } from "../../domain/runbook/describe.ts";
import { words } from "../../words/words.ts";
import { section } from "./elements.ts";
import { type Look, when } from "./look.ts";
import { json, requestName } from "./step-detail.ts";

const MOST = 10;

export function runChanges({ changes }: RunView, look: Look): KnownBlock[] {
  if (changes.length === 0) return [];
  const { runMessage: say } = words;
  const lines = changes.slice(0, MOST).map(({ change, certainty, at, before, after }) => {
    const was =
      before === undefined || after === undefined ? "" : say.from(json(before), json(after));
    const name = `${requestName(changeLine(change))}${was}`;
    if (certainty === "unknown") return say.changeUnknown(name);
    return say.change(name, at ? when(look, new Date(at), "clock") : "");
  });
  return [section([say.changed(), ...lines].join("\n"))];
}
