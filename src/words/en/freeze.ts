// English: what freezes are called and how they stand, and their posts in the release channel.
import type { DeployHold, FreezeChange, FreezeEnd, HoldMode } from "../../domain/freeze/freeze.ts";
import type { RepositoryState } from "../../domain/freeze/repository.ts";

const oneOf = new Intl.ListFormat("en", { type: "disjunction" });
const all = new Intl.ListFormat("en");

const modes: Readonly<Record<HoldMode, string>> = {
  app_check: "by a required check that only Muster's app can pass",
  bot_merge: "only Muster's GitHub user may update its branches",
  advisory: "GitHub refuses rules there, so it is announced and watched only",
  none: "GitHub cannot be used there, so it is announced and tracked only",
};

const states: Readonly<Record<RepositoryState, string>> = {
  open: "open",
  staged: "ready: the rule stands there, switched off",
  frozen: "held",
  drifted: "*not held: somebody took Muster's rule away or changed it*",
  unknown: "*unknown: GitHub does not say what stands there*",
  failed: "*GitHub refuses*",
  unenforced: "*not enforced*",
};

const marks: Readonly<Record<RepositoryState, string>> = {
  open: "▫",
  staged: "◽",
  frozen: "🧊",
  drifted: "⚠",
  unknown: "❓",
  failed: "❌",
  unenforced: "📣",
};

const holds: Readonly<Record<DeployHold, string>> = {
  variable: "deployments whose workflows read MUSTER_FREEZE",
  workflow: "deployments, their workflows switched off",
  gate: "deployments, by a gate",
};

const ends: Readonly<Record<FreezeEnd, string>> = {
  over: "lifted at its end",
  early: "lifted before its end",
  cancelled: "cancelled before it began",
  denied: "not approved",
  "incident-resolved": "its incident is over",
};

const minutes = (count: number): string => (count % 60 === 0 ? `${count / 60} h` : `${count} min`);

/** A principal as muster.yml writes it, as people say it. */
function principal(written: string): string {
  const [kind = "", name = ""] = written.split(/:(.*)/s);
  if (kind === "oncall") return `whoever is on call for ${name}`;
  if (kind === "group") return `the group ${name}`;
  if (written === "role:incident_commander") return "the incident's lead";
  if (kind === "role") return `the incident's ${name.replaceAll("_", " ")}`;
  if (kind === "incident_members") return "whoever takes part in the incident";
  if (kind === "any_responder") return "any full member of this workspace";
  return kind === "user" ? name : written;
}

export const freeze = {
  name: (number: number) => `FRZ-${number}`,
  title: (number: number, title: string) => `*FRZ-${number} ${title}*`,
  mark: (isOver: boolean) => (isOver ? "▫" : "🧊"),
  mode: (mode: HoldMode): string => modes[mode],
  repositoryState: (state: RepositoryState): string => states[state],
  repositoryMark: (state: RepositoryState): string => marks[state],
  people: (principals: readonly string[]): string => oneOf.format(principals.map(principal)),
  minutes,
  repositories: ["repository", "repositories"] as const,
  pulls: ["pull request", "pull requests"] as const,

  /** Both ends as the clock on the wall of the freeze's zone shows them, each naming its offset. */
  window: (from: string, to: string | null, zone: string) =>
    to === null
      ? `From *${from}* until its incident is resolved (${zone})`
      : `*${from}* to *${to}* (${zone})`,
  yourTime: (from: string, to: string | null) =>
    to === null ? `In your time from ${from}` : `In your time ${from} to ${to}`,
  scope: (repositories: string) => `*Covers* ${repositories}`,
  more: (count: number) => `+${count} more`,
  /** A ref's pattern as people write it: `release/**` of `refs/heads/release/**`. */
  pattern: (pattern: string) =>
    pattern === "~DEFAULT_BRANCH"
      ? "the default branch"
      : pattern.replace(/^refs\/(?:heads|tags)\//, ""),
  branches: (patterns: readonly string[]) => `branches ${all.format(patterns)}`,
  tags: (patterns: readonly string[]) => `tags ${all.format(patterns)}`,
  deploys: (kinds: readonly DeployHold[]) => all.format(kinds.map((kind) => holds[kind])),
  why: (reason: string) => `*Why* ${reason}`,
  forIncident: (incident: string) => `for ${incident}, lifted when it is resolved`,
  declaredBy: (who: string) => `Declared by ${who}`,
  policy: (need: number, from: string, validFor: string) =>
    need === 0
      ? `Exceptions pass at once, valid ${validFor}`
      : `Exceptions need ${need} of ${from}, valid ${validFor}`,
  liftAsk: () => "at the end it holds until a release manager lets go",

  state: {
    drafted: () => "a draft",
    proposed: () => "waits for approval; not decided",
    proposedLate: () => "*its start has passed and it is not approved: nothing is held*",
    scheduled: (when: string) => `begins ${when}`,
    beginning: (held: string) => `*beginning: ${held}*`,
    partial: (held: string) => `*partially active: ${held}*`,
    active: (held: string) => `*active: ${held}*`,
    waitsToLetGo: (held: string) => `*its end has passed; held until somebody lets go: ${held}*`,
    lifting: (left: string) => `*being lifted: ${left}*`,
    lifted: (why: FreezeEnd) => `over: ${ends[why]}`,
    cancelled: () => "cancelled before it began",
    denied: () => "not approved",
  },
  /** What was read back, and what was not. */
  held: (held: number, of: number) => `${held} of ${of} held`,
  stillHeld: (left: number, of: number) => `${left} of ${of} not open yet`,
  unenforced: (count: number) => `${count} not enforced`,
  failed: (count: number) => `${count} refused by GitHub`,
  drifted: (count: number) => `${count} changed by hand`,
  unknown: (count: number) => `${count} unknown`,

  proposal: {
    declare: () => "declare it",
    change: (change: FreezeChange, to: string | null) => {
      switch (change.kind) {
        case "extend":
          return `make it longer, to ${to}`;
        case "shorten":
          return `make it shorter, to ${to}`;
        case "lift":
          return "lift it now";
        case "cancel":
          return "cancel it";
      }
    },
    asked: (what: string, who: string, given: number, need: number) =>
      `🔏 ${who} asks to ${what}: ${given} of ${need} ${need === 1 ? "approval" : "approvals"}`,
  },

  repositoryLine: (mark: string, name: string, state: string) => `${mark} ${name}: ${state}`,
  readBack: (when: string) => `read back ${when}`,
  neverRead: () => "never read back",
  lastRead: (when: string) => `last read ${when}`,
  /** Named once: by its own words, or by the line that they stand in. */
  githubSays: (words: string, isNamed: boolean) =>
    isNamed || words.startsWith("GitHub") ? words : `GitHub: ${words}`,

  button: {
    askException: () => "Request exception",
    hotfix: () => "Hotfix…",
    details: () => "Details",
    declare: () => "Declare",
    declareNew: () => "Declare freeze",
    discard: () => "Discard",
    approve: () => "Approve",
    deny: () => "Deny…",
    letGo: () => "Let go",
    extend: () => "Make longer…",
    shorten: () => "Make shorter…",
    lift: () => "Lift now…",
    cancel: () => "Cancel it…",
    revoke: () => "Revoke…",
    next: () => "Next page",
    previous: () => "Previous page",
    complete: () => "Complete the request",
    no: () => "Back",
    spoken: (label: string, name: string) => `${label.replace(/…$/, "")}: ${name}`,
  },

  post: {
    sentence: (name: string, title: string, state: string) =>
      `Code freeze ${name} ${title} · ${state.replaceAll("*", "")}`,
    /** `head` names the freeze. */
    headSentence: (head: string, title: string) => `${head} · code freeze ${title}`,
    beginsIn: (name: string, duration: string, when: string) =>
      `⏰ *${name} begins in ${duration}*, ${when}`,
    dayBefore: (name: string, when: string) => `⏰ *${name} begins in a day*, ${when}`,
    hourBefore: (name: string, when: string) => `⏰ *${name} begins within the hour*, ${when}`,
    begun: (name: string, held: string) => `🧊 *${name} has begun:* ${held}`,
    beginning: (name: string, held: string) => `⏳ *${name} is beginning:* ${held}`,
    notBegun: (name: string) => `⏳ *${name} should have begun, but is not approved.*`,
    mergeBefore: () => "Merge what must go in before then, or ask for an exception.",
    noLonger: (name: string, state: string) => `*${name}* · ${state}`,
    moved: (name: string, when: string) => `*${name} begins ${when}* (it was moved)`,
    over: (name: string) => `✅ *${name} is over:* every repository of it is open again`,
    overFor: (name: string, other: string) =>
      `✅ *${name} is over.* Another freeze still holds ${other} of it`,
    lifting: (name: string, left: string) => `⏳ *${name} is being lifted:* ${left}`,
    late: () => "It takes longer than it should. Release managers are told how to do it by hand.",
    lasted: (duration: string) => `It lasted ${duration}.`,
    report: () => "The report is in the thread of its announcement.",
    banner: () => "See the announcement",
    notHeld: (lines: string) => `*Not held*\n${lines}`,
  },

  home: {
    none: () => "🧊 No code freeze is declared.",
    title: () => "🧊 *Code freeze*",
    line: (name: string, title: string, state: string, until: string) =>
      `*${name}* ${title}\n${state} · ${until}`,
    until: (when: string) => `until ${when}`,
    from: (when: string) => `from ${when}`,
    openEnd: () => "until its incident is resolved",
    vote: (what: string) => `🔏 Your approval is asked for: ${what}`,
    voteFreeze: (name: string, title: string, what: string) => `*${name} ${title}*: ${what}`,
    voteException: (name: string, pull: string, title: string) => `*${name}* ${pull} ${title}`,
  },

  card: {
    frozen: (repositories: string, until: string, names: string) =>
      `🧊 ${repositories} frozen ${until} (${names})`,
    is: (one: string) => `*${one}* is`,
    are: (some: string) => `*${some}* are`,
    uncertain: (repositories: string, names: string, state: string) =>
      `⚠ *${repositories}* is in a freeze (${names}), ${state}`,
    until: (when: string) => `until ${when}`,
    openEnd: () => "until an incident is resolved",
  },
};
