// English: approvals, in the run's message and in the direct message to each who may vote.

const anyOne = new Intl.ListFormat("en", { type: "disjunction" });
const everyOne = new Intl.ListFormat("en");

export const approval = {
  count: (given: number, need: number) => `🔏 *Approval* ${given} of ${need}`,
  vote: (name: string, at: string) => `✓ ${name} ${at}`,
  deniedBy: (name: string, at: string) => `✗ ${name} ${at}`,
  /** How many votes are missing, some of those who could give one, and how many more could. */
  waitsFor: (missing: number, names: readonly string[], more: number) => {
    const all = more > 0 ? [...names, `${more} more`] : names;
    if (missing >= names.length + more) return `waits for ${everyOne.format(all)}`;
    if (missing === 1) return `waits for ${anyOne.format(all)}`;
    return `waits for ${missing} of ${everyOne.format(all)}`;
  },
  /** Who may vote, as the runbook names them. */
  from: (principals: string) => `from ${principals}`,
  until: (when: string) => `asked until ${when}`,
  notOperator: () => "whoever approves cannot run it too",
  escalated: () => "asked again, and the next on call too",
  granted: (when: string | null) =>
    when === null ? "granted" : `granted; it has to be run by ${when}`,
  lapsed: () => "lapsed: it was not used in time",
  overridden: (name: string, at: string, why: string) =>
    `⚠ *Approval overridden* by ${name} ${at}: ${why}`,
  timedOut: () => "nobody decided in time",
  tooFew: (eligible: number) =>
    `only ${eligible} ${eligible === 1 ? "person" : "people"} may give one`,
  laterRound: () => "asked anew; earlier votes are void",

  ask: (who: string) => `🔏 *Your approval is asked for* by ${who}`,
  askSentence: (incident: string, step: string, who: string) =>
    `${incident}: ${who} asks you to approve “${step}”.`,
  overSentence: (incident: string, step: string, standing: string) =>
    `${incident}, approval of “${step}”: ${standing.replaceAll("*", "")}`,
  where: (run: string, step: number, total: number) => `${run}, step ${step} of ${total}`,
  incident: (incident: string, title: string) => `${incident} ${title}`,
  startedBy: (who: string) => `started by ${who}`,
  need: (need: number) =>
    need === 1 ? "One approval is enough." : `${need} people have to approve.`,
  covers: (sha: string) =>
    `Your vote counts for exactly this request (${sha}). If it changes, the vote is void.`,
  youApproved: (at: string) => `✓ You approved this ${at}.`,

  overApproved: () => "✅ *Approved*",
  overOverridden: (who: string, why: string) => `⚠ *Approval overridden* by ${who}: ${why}`,
  overDenied: (who: string, note: string | null) =>
    note === null ? `✗ *Denied* by ${who}` : `✗ *Denied* by ${who}: ${note}`,
  overTimedOut: () => "⌛ Nobody decided in time. The run waits for a person.",
  overTooFew: () => "⌛ Too few people could approve it. The run waits for a person.",
  overLapsed: () => "⌛ *Void: it was approved, but not run in time.* It is asked anew.",
  overChanged: () => "⚠ *Void: the request changed.* It is asked anew for what it is now.",
  overAsked: () => "⚠ *Void: it is asked anew.* Votes given here count no longer.",
  overGone: () => "This is no longer asked: the step went on without it, or its run is over.",

  approve: () => "Approve",
  deny: () => "Deny…",
  breakGlass: () => "Override approval…",
  spoken: (label: string, run: number, step: number) =>
    `${label.replace(/…$/, "")}: run ${run}, step ${step}`,
  confirmTitle: () => "Approve exactly this?",
  no: () => "Back",
};
