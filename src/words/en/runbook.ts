// English: what is wrong with a value that somebody gave for an input of a runbook.
import type { Input } from "../../domain/runbook/format/input-format.ts";
import type { InputProblem } from "../../domain/runbook/run/inputs.ts";

function unlisted({ repo, known }: Extract<InputProblem, { code: "repo-not-listed" }>): string {
  const [only] = known;
  const hint =
    known.length === 1 && only
      ? `Did you mean ${only}?`
      : `There are ${known.slice(0, 10).join(", ") || "none"}.`;
  return `${repo} is not among github.repositories in muster.yml. ${hint}`;
}

export const runbook = {
  inputProblem: (problem: InputProblem, input: Input | undefined): string => {
    switch (problem.code) {
      case "required":
        return "A value is needed.";
      case "rule":
        return `This value breaks the rule “${problem.rule}”.`;
      case "repo-not-listed":
        return unlisted(problem);
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
        return "Write a time with its offset, such as 2026-11-27T08:00+01:00; in Slack also 22:00, tomorrow 22:00 or 48h.";
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
