// What an answer that counts does to its step or to its run.

import { breakGlass, vote } from "../approval/approval-vote.ts";
import type { Outcome, RunState } from "../state/run.ts";
import type { Clicked } from "../state/run-event.ts";
import type { Turn } from "../state/turn.ts";
import { rollBack } from "../undo/rollback.ts";
import { answer } from "./answer.ts";
import { assign } from "./assign.ts";
import { naturalEnding } from "./ending.ts";
import { pause, release } from "./hold.ts";
import { beginRun, cancelRun, lookFirst } from "./preflight.ts";
import { resume } from "./resume.ts";
import { endRun } from "./settle.ts";

export function act(turn: Turn, event: Clicked): Turn {
  const { by } = event;
  const note = event.note?.trim() ?? "";
  switch (event.action) {
    case "approve":
    case "deny":
      return vote(turn, event);
    case "break-glass":
      return breakGlass(turn, event);
    case "assign":
      return assign(turn, event);
    case "pause":
      return pause(turn, by, note || undefined);
    case "resume":
      return resume(turn);
    case "start-anyway":
      return beginRun(turn);
    case "look-again":
      return lookFirst(turn);
    case "cancel":
      return cancelRun(turn, by, note || undefined);
    case "roll-back":
      return rollBack(release(turn), by, note);
    case "abort":
      return endRun(turn, { state: "aborted", outcome: leftAs(turn.run), by, note });
    case "done":
    case "could-not":
    case "choose":
    case "run":
    case "skip":
    case "retry":
    case "check-again":
    case "proceed":
    case "go-to":
    case "it-happened":
    case "it-did-not":
    case "leave":
      return answer(turn, event);
  }
}

/** What was taken back by then stays taken back. */
function leftAs(run: RunState): Outcome {
  return run.rollBack || run.undoOf ? naturalEnding(run).outcome : "left_as_is";
}
