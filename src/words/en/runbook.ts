// English: buttons of a run, what is wrong with a value someone typed, how a run ended.
import type { OfferedAction } from "../../domain/runbook/actions.ts";
import type { Input } from "../../domain/runbook/input-format.ts";
import type { InputProblem } from "../../domain/runbook/inputs.ts";
import type { Outcome } from "../../domain/runbook/run.ts";

const labels: Readonly<Record<OfferedAction["action"], string>> = {
  done: "Done",
  "could-not": "Could not",
  choose: "Choose",
  run: "Run",
  skip: "Skip…",
  retry: "Try again",
  "check-again": "Check again",
  proceed: "It applies, go on",
  "go-to": "Go on to",
  "it-happened": "It happened",
  "it-did-not": "It did not, run again",
  approve: "Approve",
  deny: "Deny…",
  "break-glass": "Override the approval…",
  assign: "Assign…",
  pause: "Pause",
  resume: "Go on",
  "start-anyway": "Start anyway",
  "look-again": "Look again",
  cancel: "Do not start",
  leave: "Leave as it is…",
  "roll-back": "Undo all",
  abort: "Abort…",
};

const outcomes: Readonly<Record<Outcome, string>> = {
  success: "Done",
  success_with_skips: "Done, with steps left out",
  not_applicable: "Did not apply",
  left_as_is: "Stopped, everything left as it is",
  failed: "Failed",
  rolled_back: "Stopped, everything undone",
  partly_rolled_back: "Stopped, some of it undone",
  cancelled: "Not started",
};

export const runbook = {
  /** `target` is the title of the step a goto leads to. */
  action: (offered: OfferedAction, target?: string): string => {
    if (offered.option) return offered.option.label;
    if (offered.action === "go-to") {
      return offered.target === "end" ? "End the run" : `Go on to “${target ?? offered.target}”`;
    }
    if (offered.action === "done" && offered.note === "required") return "Mark as done…";
    return labels[offered.action];
  },
  outcome: (outcome: Outcome): string => outcomes[outcome],
  reviewOverdue: (owner: string, day: string): string =>
    `This runbook should have been reviewed by ${day}. Its owner is ${owner}.`,
  inputWarning: (rule: string): string => `Unusual value (${rule}). Is it meant?`,
  inputProblem: (problem: InputProblem, input: Input | undefined): string => {
    switch (problem.code) {
      case "required":
        return "A value is needed.";
      case "rule":
        return `This value breaks the rule “${problem.rule}”.`;
      case "no-such-input":
        return `There is no input ${problem.input}. Known are ${problem.known.join(", ") || "none"}.`;
      case "not-listed":
        return `Take one of ${input?.values?.join(", ") ?? "the listed values"}.`;
      case "too-small":
        return `${isText(input) ? "At least this many characters" : "At least"}: ${input?.min}.`;
      case "too-great":
        return `${isText(input) ? "At most this many characters" : "At most"}: ${input?.max ?? 1_000}.`;
      case "wrong-form":
        return `The form is ${input?.pattern}.`;
      case "not-a-whole-number":
        return "Write a whole number.";
      case "not-a-number":
        return "Write a number, such as 2.5.";
      case "not-yes-or-no":
        return "Write yes or no.";
      case "not-a-duration":
        return "Write a duration, such as 30s, 15m, 2h or 3d.";
      case "not-a-time":
        return "Write a time with its offset, such as 2026-11-27T08:00:00+01:00.";
      case "not-a-url":
        return "Write an address that begins with https:// or http://.";
      case "not-an-id":
        return "Write an id of letters, digits, dots, - and _.";
      case "not-a-repo":
        return "Write a repository as owner/name.";
      case "control-characters":
        return "Remove the control characters.";
      case "more-than-one-line":
        return "Write a single line.";
    }
  },
};

function isText(input: Input | undefined): boolean {
  return input?.type === "string" || input?.type === "text";
}
