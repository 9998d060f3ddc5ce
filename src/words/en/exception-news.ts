// English: what becomes of an exception, told to whoever asked for it, and why it ended.
import type { ExceptionState } from "../../domain/freeze/exception.ts";
import { exception } from "./exception.ts";

const all = new Intl.ListFormat("en");
const { name } = exception;

export const exceptionNews = {
  decided: (number: number, pull: string, state: Exclude<ExceptionState, "asked">): string => {
    const what = `*${name(number)}* for ${pull}`;
    switch (state) {
      case "approved":
        return `✅ ${what} is approved.`;
      case "denied":
        return `✗ ${what} was denied.`;
      case "used":
        return `☑️ ${what}: the change is merged.`;
      case "expired":
        return `⌛ ${what} expired before the change was merged: it is blocked again. Ask again if it still has to go in.`;
      case "revoked":
        return `🚫 ${what} was revoked: the change is blocked again.`;
      case "void":
        return `▫ ${what} is void.`;
    }
  },
  by: (who: readonly string[]) => `By ${all.format(who)}.`,
  counts: (sha: string, until: string | null, endsWithFreeze = false) =>
    until === null
      ? `It counts for commit ${sha} only: another push is blocked again.`
      : `It counts for commit ${sha} only, until ${until}${endsWithFreeze ? ", when the freeze ends" : ""}: another push is blocked again.`,
  notAsked: (number: number, pull: string) => `▫ *${name(number)}* for ${pull}: nobody was asked.`,
  hotfixApproved: (number: number, pull: string, who: readonly string[]) =>
    `🚑 *Hotfix lane:* ${pull} may pass the code freeze (${name(number)})${who.length > 0 ? `, approved by ${all.format(who)}` : ""}.`,
  wanted: (number: number, pull: string, need: number, given: number) =>
    `🔏 *${name(number)}* for ${pull} needs ${need - given} more ${need - given === 1 ? "approval" : "approvals"}. Any full member of the workspace may decide, besides whoever asked and the author.`,
  wantedHint: (number: number, slash: string) =>
    `\`${slash} approve ${name(number)}\` or \`${slash} deny ${name(number)} why\``,
  reminder: (number: number, pull: string, need: number, given: number) =>
    `🔏 *${name(number)}* for ${pull} still waits for your vote (${given} of ${need} given).`,
  incomplete: (login: string, pull: string) =>
    `You (${login}) asked on GitHub to let ${pull} pass the code freeze. Say why: then it goes to those who decide.`,
  completed: (number: number, pull: string, who: string) =>
    `✓ *${name(number)}* for ${pull}: ${who} has said why.`,
  notCompleted: (number: number, pull: string, state: string) =>
    `*${name(number)}* for ${pull}: ${state}. Nobody has to say why any more.`,
  waits: (number: number, pull: string) =>
    `⏳ *${name(number)}* for ${pull}: GitHub does not say now which commit it is about. Muster goes on asking; those who decide are asked as soon as it is known.`,
  accessLost: (how: "deleted" | "suspended" | "removed", by: string, count: number) =>
    `🚨 ${lost[how]} (by ${by}), and ${count === 1 ? "1 repository is" : `${count} repositories are`} held by Muster's rule: it stays there, and Muster can neither let exceptions pass nor lift it.`,
  accessHint: () =>
    "Install the app again, or delete the rule by hand in each: Settings → Rules → Rulesets → Muster code freeze → Delete.",
  more: (count: number) => `and ${count} more`,
};

const lost: Readonly<Record<"deleted" | "suspended" | "removed", string>> = {
  deleted: "Muster's GitHub App was uninstalled",
  suspended: "Muster's GitHub App was suspended",
  removed: "Repositories were taken from Muster's GitHub App",
};

/** Why an exception ended, kept with it. */
export const exceptionEnd = {
  pushed: () => "another commit was pushed; ask again for that one",
  closed: () => "the pull request was closed",
  mergedOtherwise: () => "the pull request was merged without it",
  merged: (who: string | null) => (who === null ? "merged" : `merged by ${who}`),
  noSuchPull: () => "there is no such pull request; check its number and ask again",
  pullClosed: () => "the pull request is closed",
  otherCommit: (newest: string) => `the newest commit of the pull request is ${newest} now`,
  sameAs: (number: number) => `the same is asked in ${name(number)}`,
  otherBranch: (branch: string) =>
    `no freeze holds ${branch}, the branch that it goes into: it needs no exception`,
  noGithub: () =>
    "Muster is not connected to GitHub, so it cannot tell which commit is meant: ask again and name the whole commit",
  refused: (words: string) =>
    words.startsWith("GitHub")
      ? `the pull request cannot be read: ${words}`
      : `GitHub does not show the pull request: ${words}`,
  expired: () => "its time was over",
  incidentOver: () => "its incident was closed before anybody decided; ask again without it",
  freezeOver: () => "the freeze is over",
};
