// English: the draft of a freeze for its declarer, and the question to those who approve it.
import type { HoldMode } from "../../domain/freeze/freeze.ts";

const modes: Readonly<Record<HoldMode, string>> = {
  app_check: "will be held by a required check",
  bot_merge: "will be held; only Muster's GitHub user may merge",
  advisory: "*cannot be enforced*, told and watched only",
  none: "*cannot be enforced*, announced and tracked only",
};

export const freezeDraft = {
  head: (name: string, title: string) => `📝 *Draft of ${name} ${title}*`,
  sentence: (name: string, title: string) =>
    `The draft of code freeze ${name} ${title} waits for you.`,
  beginsAtOnce: () => "⚠ Its start has passed: it begins as soon as it is declared.",
  long: (days: string) => `⚠ It would hold for ${days}. Is that meant?`,
  overlaps: (names: string) =>
    `It overlaps with ${names}: what both name is held until the later end.`,
  found: (done: number, of: number) =>
    done < of ? `*Looking at the repositories:* ${done} of ${of}` : "*What Muster found there*",
  looking: (repository: string) => `⏳ ${repository}: looking…`,
  line: (mark: string, repository: string, mode: string, pulls: string) =>
    `${mark} ${repository} ${mode} · ${pulls}`,
  mode: (mode: HoldMode) => modes[mode],
  mark: (isEnforced: boolean) => (isEnforced ? "✅" : "⚠"),
  pulls: (open: string, auto: number) =>
    auto === 0 ? `${open} open` : `${open} open, ${auto} on auto-merge`,
  finding: (text: string) => `      ${text}`,
  autoMerge: (count: number) =>
    `🔀 *${count === 1 ? "1 pull request merges" : `${count} pull requests merge`} by ${count === 1 ? "itself" : "themselves"} the moment the freeze is over:*`,
  approval: (need: number, from: string) =>
    need === 0
      ? "Declaring it needs no approval: it counts at once."
      : `Declaring it asks ${from} for ${need === 1 ? "an approval" : `${need} approvals`}; yours does not count.`,
  announcedIn: (channel: string) => `It will be announced in #${channel}`,
  notYet: () =>
    "You can declare it before all are looked at; what cannot be enforced is said then too.",
  confirmTitle: (name: string) => `Declare ${name}?`,
  discardTitle: (name: string) => `Discard ${name}?`,
  discardText: () => "Nothing was announced and nothing is held. The draft is gone then.",

  discarded: (name: string) => `🗑 *${name} was discarded.* Nothing was announced or held.`,
  declared: (name: string) => `✅ *${name} is declared:*`,
  denied: (name: string, who: string, note: string | null) =>
    note === null
      ? `✗ *${name} was denied* by ${who}`
      : `✗ *${name} was denied* by ${who}: ${note}`,
  ended: (name: string, state: string) => `*${name}*: ${state}`,

  vote: {
    ask: (who: string) => `🔏 *Your approval is asked for* by ${who}`,
    askSentence: (who: string, what: string, name: string) =>
      `${who} asks for your approval to ${what}: ${name}.`,
    what: {
      declare: (title: string) => `Declare code freeze ${title}`,
      extend: (title: string) => `Make ${title} longer`,
      shorten: (title: string) => `Make ${title} shorter`,
      lift: (title: string) => `Lift ${title} now, before its end`,
      cancel: (title: string) => `Cancel ${title}`,
    },
    verb: {
      declare: "declare it",
      extend: "make it longer",
      shorten: "make it shorter",
      lift: "lift it now",
      cancel: "cancel it",
    },
    change: (before: string, after: string) => `*Ends* ${before} → *${after}*`,
    was: (before: string) => `*Would end* ${before}`,
    because: (reason: string) => `*Because* ${reason}`,
    need: (need: number) =>
      need === 1 ? "One approval is enough." : `${need} people have to approve.`,
    covers: () => "Your vote counts for exactly this request.",
    notEnforced: (lines: string) => `⚠ *Cannot be enforced in*\n${lines}`,
    youVoted: (when: string) => `✓ You approved this ${when}.`,
    approved: (names: string) => `✅ *Approved* by ${names}`,
    denied: (who: string, note: string | null) =>
      note === null ? `✗ *Denied* by ${who}` : `✗ *Denied* by ${who}: ${note}`,
    gone: () => "This is no longer asked.",
    overSentence: (name: string, outcome: string) => `${name}: ${outcome.replaceAll("*", "")}`,
    confirmTitle: () => "Approve exactly this?",
  },
};
