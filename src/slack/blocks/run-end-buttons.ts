// What can be done once a run is over: take its changes back or leave them, go on with another runbook.
import type { KnownBlock } from "@slack/types";
import { isOpenUndo } from "../../domain/runbook/undo/undo-plan.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { actions, button } from "./elements.ts";
import type { RunSubject } from "./run-subject.ts";

const MOST_SUGGESTED = 5;

export function endButtons(subject: RunSubject): readonly KnownBlock[] {
  const { number, version, incident, suggested, view } = subject;
  const { runMessage: say } = words;
  const isOpenEnded = view.changes.some(({ undo }) => undo && isOpenUndo(undo));
  return actions(blockId(`run${number}`, "end", `n${version}`), [
    ...suggested.slice(0, MOST_SUGGESTED).map(({ slug, title }) =>
      button({
        action: ACTIONS.pickRunbook,
        part: slug,
        label: say.startNext(title),
        spoken: say.startNext(title),
        value: { about: "runbook", slug, incident },
      }),
    ),
    ...(isOpenEnded
      ? [
          button({
            action: ACTIONS.showChanges,
            label: say.undoOrLeave(),
            spoken: say.spokenOfRun(say.undoOrLeave(), number),
            value: { about: "incident", incident, version: null },
          }),
        ]
      : []),
  ]);
}
