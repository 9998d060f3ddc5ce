// What is written on GitHub, where anybody may read it: facts of a freeze, and never anybody's free words.
import type { Instant } from "../../domain/runbook/state/stamp.ts";

/** By which date, in the shop's own zone as well. */
type When = { readonly at: Instant; readonly zone: string };

function stamp(at: Instant, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    ...{ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
    timeZone: zone,
  }).format(new Date(at));
}

/** UTC, and the wall clock of the shop where it is another. */
function moment({ at, zone }: When): string {
  const utc = `${stamp(at, "UTC")} UTC`;
  return zone === "UTC" ? utc : `${utc} (${stamp(at, zone)} ${zone})`;
}

type Hold = { readonly until: Instant | null; readonly zone: string };

const end = ({ until, zone }: Hold): string =>
  until === null ? "until an incident is resolved" : `until ${moment({ at: until, zone })}`;

/** Of a pull request that is held: its address, and what the command is called in Slack. */
type Asking = { readonly url: string; readonly slash: string };

export const freezeGithub = {
  button: { label: "Request exception", description: "Ask in Slack" },
  frozenTitle: (hold: Hold): string => `Frozen ${end(hold)}`,
  frozen: ({ url, slash, ...hold }: Hold & Asking): string =>
    `The code of this repository is frozen ${end(hold)}: nothing is merged into its held branches before.\n\nA fix that cannot wait: press **Request exception**, or write \`${slash} except ${url}\` in Slack.\n\nAn exception is for one commit. A new push needs another one.`,
  exceptedTitle: (hold: Hold): string => `May be merged ${end(hold)}`,
  excepted: ({ number, isHotfix, ...hold }: Excepted): string =>
    `This commit was excepted from the freeze (EXC-${number}${isHotfix ? ", hotfix of an open incident" : ""}), ${end(hold)}. A new push needs another exception.`,
  overTitle: "Not frozen",
  over: "No code freeze holds this commit.",
  comment: {
    frozen: ({
      url,
      slash,
      isHeld,
      ...hold
    }: Hold & Asking & { readonly isHeld: boolean }): string =>
      `**Code freeze ${end(hold)}.** ${isHeld ? "Nobody but Muster can update the held branches before: an approved exception is merged by it." : "GitHub cannot hold this repository by a rule, so please do not merge this before."}\n\nA fix that cannot wait: write \`${slash} except ${url}\` in Slack.`,
    excepted: ({ number, isHotfix, isHeld, ...hold }: Excepted & { readonly isHeld: boolean }) =>
      `**Excepted from the code freeze** (EXC-${number}${isHotfix ? ", hotfix of an open incident" : ""}), ${end(hold)}. ${isHeld ? "Muster merges this commit." : "This commit may be merged."} A new push needs another exception.`,
    over: "The code freeze is over: this may be merged.",
  },
  queueTitle: (isFree: boolean): string => (isFree ? "May be merged" : "Frozen"),
  queueHeld: (pulls: readonly number[], hold: Hold): string =>
    `Frozen ${end(hold)}. Without an exception for their last commit: ${pulls.map((each) => `#${each}`).join(", ") || "this group"}.`,
  queueFree: "Nothing in this group is held by a code freeze.",
  gate: {
    free: "No code freeze holds this deployment.",
    rollback: "A rollback that Muster started: it merges nothing.",
    excepted: (number: number): string => `Excepted from the code freeze (EXC-${number}).`,
    held: ({ slash, ...hold }: Hold & Pick<Asking, "slash">): string =>
      `Code freeze ${end(hold)}. Rollbacks by Muster and excepted commits pass. Ask for an exception in Slack: ${slash} except with the link of the pull request.`,
  },
  /** For people in Slack: why a repository is not as wanted. */
  trouble: {
    notShown: (branch: string): string =>
      `GitHub took the rule, but does not show it in force on ${branch}. Look at Settings, Rules, Rulesets.`,
    notTaken:
      "GitHub took the change, but shows something else each time. Look at Settings, Rules, Rulesets.",
    renamed: (name: string): string => `It is ${name} now. Correct its name in muster.yml.`,
  },
};

type Excepted = Hold & { readonly number: number; readonly isHotfix: boolean };
