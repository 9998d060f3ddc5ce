// English: why a vote, a form or a held run did not take what somebody clicked.
import type { Refusal } from "../../domain/refusal.ts";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { UndoState } from "../../domain/runbook/state/effect-state.ts";
import type { RunRefusal } from "../../domain/runbook/state/refusal.ts";
import type { Hold } from "../../domain/runbook/state/run.ts";
import type { Speech } from "./refusal.ts";
import { runbook } from "./runbook.ts";

type ApprovalRefusal = Extract<
  RunRefusal,
  { code: "request-changed" | "approval-lapsed" | "already-voted" | "approval-over" | "excluded" }
>;

type FormRefusal = Extract<
  RunRefusal,
  { code: "assignee-required" | "typed-wrong" | "values-wrong" | "text-too-long" }
>;

type RunbookRefusal = Extract<
  Refusal,
  { code: "no-such-run" | "nothing-to-undo" | "run-open" | "bad-day" | "run-unreadable" }
>;

const undoStates: Readonly<Record<UndoState["state"], string>> = {
  available: "it can be undone",
  undoing: "it is being undone",
  undone: "it was undone",
  conflict: "somebody changed it meanwhile",
  failed: "its undo failed",
  left: "it was left as it is",
};

const choices = new Intl.ListFormat("en", { type: "disjunction" });

const excluded: Readonly<Record<Extract<RunRefusal, { code: "excluded" }>["as"], string>> = {
  starter: "You started this run, so somebody else has to approve this step.",
  requester: "You answered the step before, so somebody else has to approve this one.",
  approver: "You approved this step, so somebody else has to run it.",
};

export function ofApproval(
  why: ApprovalRefusal,
  speech: Speech,
  principal: (written: string) => string,
): string {
  switch (why.code) {
    case "request-changed":
      return `What “${speech.quote(unescapeText(why.title))}” would do is not what you saw any more, so this did not count. Look at the newest message; earlier votes are void.`;
    case "approval-lapsed":
      return `The approval was good until ${speech.time(new Date(why.at))} and nobody used it. It is being asked again.`;
    case "already-voted": {
      const word = why.vote.vote === "approve" ? "approved" : "denied";
      return `You ${word} this at ${speech.time(new Date(why.vote.at))}. The first vote counts.`;
    }
    case "approval-over":
      return overWords(why, speech);
    case "excluded": {
      const others = why.others.map((user) => speech.who(user));
      return `${excluded[why.as]} Ask ${choices.format([...why.from.map(principal), ...others])}.`;
    }
  }
}

function overWords(
  { how, by, at }: Extract<RunRefusal, { code: "approval-over" }>,
  speech: Speech,
): string {
  const whom = by ? ` by ${speech.who(by.id)}` : "";
  const when = at ? ` at ${speech.time(new Date(at))}` : "";
  switch (how) {
    case "granted":
      return `This was approved${whom}${when}. It needs no further vote.`;
    case "denied":
      return `This was denied${whom}${when}. Somebody has to ask again before you can vote.`;
    case "timed-out":
      return "The time for this approval is over. Somebody has to ask again before you can vote.";
    case "too-few":
      return "Too few people can approve this, so no votes are taken.";
    case "asked":
    case "lapsed":
      return "The run has moved on. No votes are taken.";
  }
}

export function ofForm(why: FormRefusal, speech: Speech): string {
  switch (why.code) {
    case "assignee-required":
      return "Say who shall take it, to assign it.";
    case "typed-wrong":
      return why.typed === ""
        ? `Type ${why.expected}, to confirm.`
        : `Type ${why.expected} exactly, to confirm. You typed “${speech.quote(why.typed)}”.`;
    case "values-wrong":
      return why.problems
        .map((problem) => {
          const field = why.fields[problem.input];
          const name = field?.label ?? problem.input;
          return `${speech.quote(name)}: ${runbook.inputProblem(problem, field)}`;
        })
        .join("\n");
    case "text-too-long":
      return `The text is too long; at most ${why.longest} characters fit. Shorten it.`;
  }
}

export function ofHold(hold: Hold, what: string, speech: Speech): string {
  switch (hold.code) {
    case "paused":
      return `You cannot ${what} now: ${speech.who(hold.by.id)} paused the run at ${speech.time(new Date(hold.at))}. Let it go on first.`;
    case "deadline":
      return `You cannot ${what} now: the run passed its deadline at ${speech.time(new Date(hold.at))}. Let it go on first, or abort it.`;
    case "incompatible":
      return `You cannot ${what} now: this version of Muster cannot read the run's runbook. Abort the run, or go back to the version that could.`;
  }
}

export function ofRunbook(why: RunbookRefusal, speech: Speech): string {
  switch (why.code) {
    case "no-such-run":
      return `There is no run ${speech.quote(why.wanted)}.`;
    case "nothing-to-undo":
      return `There is nothing of “${speech.quote(unescapeText(why.title))}” to undo or to leave${why.state ? ` (${undoStates[why.state]})` : ""}. Nothing was done.`;
    case "run-open":
      return `Run ${why.number} is still open, so it undoes its changes itself: abort it with “Undo all”, or let it come to its end first.`;
    case "bad-day":
      return `${speech.quote(why.given)} is not a day. Write it as 2026-11-30.`;
    case "run-unreadable":
      return `Run ${why.number} was started by another version of Muster and cannot be read by this one (${speech.quote(why.message)}). It can only be aborted here.`;
  }
}
