// English: what a freeze says in its thread and in direct messages, besides its posts.
import { MOST_PUT_BACKS } from "../../domain/freeze/drift.ts";
import type { DriftNews } from "../../domain/freeze/drift-news.ts";
import type { Proposal } from "../../domain/freeze/freeze.ts";
import type { RepositoryState } from "../../domain/freeze/repository.ts";

const changes: Readonly<Record<Proposal["change"]["kind"], string>> = {
  declare: "declare it",
  extend: "extend it",
  shorten: "shorten it",
  lift: "lift it before its time",
  cancel: "cancel it",
};

const states: Readonly<Record<RepositoryState, string>> = {
  open: "is open",
  staged: "is ready to be held",
  frozen: "is held",
  drifted: "is no longer held as it should be: somebody changed or removed Muster's rule",
  unknown: "cannot be looked at now, so what stands there is not known",
  failed: "could not be brought to what is wanted",
  unenforced: "is not held: it is announced and watched only",
};

const oneAfterAnother = new Intl.ListFormat("en");

const approvals = (need: number): string => `${need} approval${need === 1 ? "" : "s"}`;

/** `since` when it should be so. */
type Late = { readonly since: string; readonly late: string; readonly count: string };

export const freezeNews = {
  notice: (name: string, line: string) => (line.includes(name) ? line : `${name}: ${line}`),
  head: (name: string, title: string) => `*${name}* · ${title}`,
  change: (kind: Proposal["change"]["kind"]) => changes[kind],
  asked: (who: string, change: string, need: number) =>
    `${who} asks to ${change}; it needs ${approvals(need)}. Until then nothing changes.`,
  changeDenied: (who: string, change: string) => `${who} denied the request to ${change}.`,
  extended: (who: string, to: string) => `${who} extended it: it ends ${to}.`,
  shortened: (who: string, to: string) => `${who} shortened it: it ends ${to}.`,
  was: (from: string) => `It was to end ${from}.`,
  reason: (text: string) => `*Why:* ${text}`,
  ended: () => "Its time is over. Every repository is being opened again.",
  endedEarly: (who: string) =>
    `${who} ended it before its time. Every repository is being opened again.`,
  cancelled: (who: string) => `${who} cancelled it before it began.`,
  incidentOver: () => "Its incident is over. Every repository is being opened again.",
  repository: (repository: string, state: RepositoryState) => `${repository} ${states[state]}.`,
  /** `who` did it on GitHub. */
  drift: (name: string, who: string, what: { acts: string; repository: string }) =>
    `⚠ ${name}: ${who} ${what.acts} in ${what.repository} on GitHub.`,
  driftUnknown: (name: string, acts: string, repository: string) =>
    `⚠ ${name}: somebody ${acts} in ${repository}. It is not known who: GitHub has not told of it, a look has found it.`,
  acts: (acts: readonly string[]) => oneAfterAnother.format(acts),
  act: {
    "rule-removed": () => "removed Muster's rule",
    "rule-changed": () => "changed Muster's rule",
    variable: () => "changed the variable MUSTER_FREEZE",
    workflow: (file: string) => `switched the workflow ${file} on`,
    gate: (environment: string) => `took Muster's gate off the environment ${environment}`,
  },
  driftFollows: (follows: DriftNews["follows"], isHeld: boolean) => {
    switch (follows) {
      case "left-alone":
        return isHeld
          ? "It is not held as it should be now, and Muster leaves it so. A release manager can have it put back."
          : "The freeze has not begun: it is put back at the start, or when a release manager says so.";
      case "put-back":
        return "Muster puts it back, as was declared.";
      case "given-up":
        return `Muster has put it back ${MOST_PUT_BACKS} times within a day, and it is gone again: that may be another automation. It is not held as it should be now, and Muster leaves it so until a release manager has it put back.`;
    }
  },
  putBack: (who: string, repository: string) =>
    `${who} has Muster put back what was taken away in ${repository}.`,
  quoted: (text: string) => `> ${text}`,
  autoMerge: (count: number) =>
    count === 1
      ? "⚠ 1 pull request will merge by itself as soon as the freeze is over:"
      : `⚠ ${count} pull requests will merge by themselves as soon as the freeze is over:`,
  more: (count: number) => `and ${count} more`,
  muster: () => "Muster",
  incidentTitle: (number: number, title: string) => `INC-${number}: ${title}`,
  incidentReason: (number: number, priority: string) =>
    `INC-${number} is open with ${priority}: nothing else shall change while it is being solved.`,

  voteWanted: (who: string, change: string, need: number) =>
    `${who} asks to ${change}; it needs ${approvals(need)} by anybody else.`,
  voteHow: (name: string, slash: string) =>
    `Decide with \`${slash} approve ${name}\` or \`${slash} deny ${name}\`.`,
  voteReminder: (who: string, name: string, change: string) =>
    `${who} still waits for your vote on ${name}: ${change}?`,
  begins: (at: string) => `It should begin ${at}.`,
  undecided: (name: string, at: string) =>
    `⚠ ${name} should have begun ${at}, and is not approved yet: nothing is held. It begins as soon as it is approved.`,
  waits: (name: string, { at, again, slash }: { at: string; again: string; slash: string }) =>
    `🧊 ${name} was to end ${at}. Nothing opens by itself: it holds until a release manager lets go of it, here or with \`${slash} let-go ${name}\`. Until then you are asked again, next ${again}.`,
  lateHold: (name: string, { since, late, count }: Late) =>
    `🚨 ${name} began ${since}. It is ${late} late, and ${count} not held:`,
  lateLift: (name: string, { since, late, count }: Late) =>
    `🚨 ${name} should have been open again since ${since}. It is ${late} late, and ${count} not open:`,
  lateCount: (count: number) => (count === 1 ? "1 repository is" : `${count} repositories are`),
  byHand: () =>
    "Muster goes on trying. By hand: on GitHub open the repository's Settings → Rules → Rulesets → Muster code freeze → Delete.",
  rulesPage: () => "Its rules on GitHub",
  byHandHold: () =>
    "Muster goes on trying. Until it succeeds, agree with the teams by hand that nothing is merged there.",

  report: (name: string) => `*Report of ${name}*`,
  reportWindow: (from: string, to: string) => `${from} to ${to}`,
  reportHeld: (held: number, of: number) =>
    `${held} of ${of} ${of === 1 ? "repository was" : "repositories were"} held by GitHub`,
  reportGaps: (names: string) => `⚠ Not held all the time: ${names}`,
  reportGap: (repository: string, minutes: string) => `${repository} (${minutes})`,
  reportNever: (names: string) => `⚠ Never held: ${names}`,
  reportExceptions: (used: number, all: number, hotfixes: number) =>
    all === 0
      ? "No exception was asked for"
      : `Exceptions: ${used} merged of ${all} asked${hotfixes > 0 ? `, ${hotfixes} in the hotfix lane` : ""}`,
  reportMerged: (count: number) => `Merged while it held: ${count}`,
  reportMergedBy: (pull: string, login: string) => `${pull} by ${login}`,
  reportWithout: (pulls: string) => `⚠ Of these without an exception: ${pulls}`,
  reportBypassed: (count: number) => `⚠ Muster's rule bypassed: ${count}`,
  reportPushed: (count: number) => `⚠ Pushed directly: ${count}`,
  reportDrifted: (count: number) => `⚠ Muster's rule changed or removed by hand: ${count}`,
  reportQuiet: () => "Nothing else got past it.",
  reportPage: (link: string) => `Every line with its event: ${link}`,
};
