// English: what the steps of a run tell about a freeze, before it and after it.
import { type HoldMode, isEnforced, type RepositoryPreflight } from "../../domain/freeze/freeze.ts";

const MODES: Readonly<Record<HoldMode, string>> = {
  app_check: "enforced, by a required check",
  bot_merge: "enforced, only Muster merges",
  advisory: "not enforced, pull requests are told",
  none: "not enforced",
};

const count = (many: number, one: string, more: string): string =>
  `${many} ${many === 1 ? one : more}`;

function line(found: RepositoryPreflight): string {
  const { repository, mode, findings, openPulls, autoMerge } = found;
  const pulls = count(openPulls, "open pull request", "open pull requests");
  const auto = autoMerge.length > 0 ? `, ${autoMerge.length} on auto-merge` : "";
  const why = findings.length > 0 ? ` ${findings.join(" ")}` : "";
  return `${isEnforced(found) ? "✅" : "⚠️"} *${repository}*: ${MODES[mode]}; ${pulls}${auto}.${why}`;
}

const MOST_LINES = 25;
const LONGEST = 2_800;

/** The worst first; what does not fit is counted. */
export function fold(lines: readonly string[]): string {
  const kept: string[] = [];
  for (const each of lines) {
    const length = kept.reduce((sum, text) => sum + text.length + 1, each.length);
    if (kept.length >= MOST_LINES || length > LONGEST) break;
    kept.push(each);
  }
  const rest = lines.length - kept.length;
  return [...kept, ...(rest > 0 ? [`… and ${rest} more`] : [])].join("\n");
}

const PASSED: Readonly<Record<string, string>> = {
  "rule.bypassed": "rule bypassed:",
  "rule.removed": "rule taken away:",
  "rule.changed": "rule changed:",
  "repository.drifted": "rule changed by hand:",
  "push.direct": "pushed past the rule:",
};

export const freezeStep = {
  passed: (what: string): string => PASSED[what] ?? what,
  merged: (exception: number | null): string =>
    exception === null ? "merged without an exception:" : `merged with EXC-${exception}:`,
  liftedByRun: () => "The run that declared it took it back.",
  liftWaits: (number: number, need: number) =>
    `FRZ-${number} holds. Ending it early needs ${count(need, "approval", "approvals")}, asked for by direct message. Once given, it is lifted, and “Try again” goes on. If denied, it holds until its end, and can be left.`,
  /** The texts of `found` are escaped. */
  preflight: (found: readonly RepositoryPreflight[]): string => {
    const fine = found.filter(isEnforced);
    const head = `Looked at ${count(found.length, "repository", "repositories")}: ${fine.length} can be held by GitHub, ${found.length - fine.length} cannot.`;
    const sorted = [...found.filter((each) => !isEnforced(each)), ...fine];
    return fold([head, ...sorted.map(line)]);
  },
  report: (
    name: string,
    { exceptions, bypasses, merges, drift }: Readonly<Record<Counted, number>>,
    lines: readonly string[],
  ): string =>
    fold([
      `*${name} is over.* ${count(exceptions, "exception", "exceptions")}, ${count(merges, "merge", "merges")} while it held, ${count(bypasses, "bypass", "bypasses")}, ${count(drift, "change", "changes")} of its rules by hand.`,
      ...lines,
    ]),
};

type Counted = "exceptions" | "bypasses" | "merges" | "drift";
