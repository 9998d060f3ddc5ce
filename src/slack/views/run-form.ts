// Which form an answer to a run needs before it counts, if any: a reason, values, a typed id, a person.
import type { ModalView } from "@slack/types";
import { availableActions, type OfferedAction } from "../../domain/runbook/run/actions.ts";
import type { RunState } from "../../domain/runbook/state/run.ts";
import { type AskedRun, refuseToAsk, type Said } from "../answer-run.ts";
import type { RunValue } from "../ids.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { hasFateToChoose, runAbortView } from "./run-abort.ts";
import { publicTextOf, runAnnounceView } from "./run-announce.ts";
import { runAssignView } from "./run-assign.ts";
import { collectingStep, runCollectView } from "./run-collect.ts";
import { runGoToView } from "./run-go-to.ts";
import { runNoteView } from "./run-note.ts";
import { runTypeView } from "./run-type.ts";

/** Opens the form where one is needed, or says who may answer; true where nothing is left to do now. */
export async function askFirst(
  turn: Turn,
  asked: AskedRun,
  answer: { readonly value: RunValue; readonly said: Said },
): Promise<boolean> {
  const form = formFor(turn, asked, answer);
  if (!form) return false;
  const denied = await refuseToAsk(turn, asked, answer.value);
  if (denied) await turn.refuse(denied.refusal);
  else await openModal(turn, form);
  return true;
}

/**
 * Undefined where the answer is complete, or is not offered any more: the engine then says what
 * happened meanwhile, which nobody should learn from a form filled in for nothing.
 */
export function formFor(
  turn: Turn,
  asked: AskedRun,
  { value, said }: { readonly value: RunValue; readonly said: Said },
): ModalView | undefined {
  const offered = offersFor(asked, value);
  const [offer] = offered;
  if (!offer) return undefined;
  const now = turn.ctx.clock.now();
  switch (value.action) {
    case "assign":
      return said.to ? undefined : runAssignView(value, asked.run.state);
    case "abort":
    case "roll-back":
      // A reason alone says nothing about what the run has changed.
      return said.note && !hasFateToChoose(asked)
        ? undefined
        : runAbortView(asked, value, { now, note: said.note ?? "" });
    case "go-to": {
      const targets = offered.flatMap(({ target }) => target ?? []);
      return value.target === undefined ? runGoToView(asked, value, targets) : undefined;
    }
    case "done":
      return (
        collectForm(turn, asked, { value, said, offer }) ?? noteForm(asked, value, offer, said)
      );
    case "run":
      return runningForm(asked, value, offer, now);
    default:
      return noteForm(asked, value, offer, said);
  }
}

/** The offers that this very button stands for; none where the run has gone on. */
function offersFor({ run, runbook, fault }: AskedRun, value: RunValue): readonly OfferedAction[] {
  if (!isAboutNow(run.state, value)) return [];
  if (fault !== undefined) return value.action === "abort" ? [ABORT_ONLY] : [];
  const offered = availableActions(runbook, run.state);
  return offered.filter(
    ({ action, option, target }) =>
      action === value.action &&
      option?.value === value.option &&
      (value.target === undefined || target === value.target),
  );
}

const ABORT_ONLY: OfferedAction = { action: "abort", note: "required", confirm: "none" };

/** What is meant for the run as a whole may come from a message of any step. */
const WHOLE_RUN = new Set<RunValue["action"]>([
  "assign",
  "pause",
  "resume",
  "abort",
  "roll-back",
  "start-anyway",
  "look-again",
  "cancel",
]);

function isAboutNow({ cursor, steps }: RunState, { step, attempt, action }: RunValue): boolean {
  if (WHOLE_RUN.has(action)) return true;
  return cursor === step && steps.some((each) => each.id === step && each.attempt === attempt);
}

/** People say in a form what went wrong, although the engine would take it without. */
const ALWAYS_ASKED = new Set<RunValue["action"]>(["could-not", "deny", "break-glass", "leave"]);

function noteForm(
  asked: AskedRun,
  value: RunValue,
  offer: OfferedAction,
  said: Said,
): ModalView | undefined {
  if (said.note || offer.note === "none") return undefined;
  const isRequired = offer.note === "required";
  const isAsked = said.note === undefined && ALWAYS_ASKED.has(value.action);
  return isRequired || isAsked ? runNoteView(asked, value, isRequired) : undefined;
}

type Answered = {
  readonly value: RunValue;
  readonly said: Said;
  readonly offer: OfferedAction;
};

function collectForm(
  turn: Turn,
  asked: AskedRun,
  { value, said, offer }: Answered,
): ModalView | undefined {
  const step = said.values ? undefined : collectingStep(asked, value.step);
  if (!step) return undefined;
  const needsNote = offer.note === "required";
  const wanted = { step, needsNote, ...(said.note && { note: said.note }) };
  return runCollectView(turn, asked, { value, wanted });
}

function runningForm(
  asked: AskedRun,
  value: RunValue,
  offer: OfferedAction,
  now: Date,
): ModalView | undefined {
  const announcement = publicTextOf(asked, value.step);
  if (announcement) return runAnnounceView(asked, value, { announcement });
  return offer.confirm === "type" ? runTypeView(asked, value, now) : undefined;
}
