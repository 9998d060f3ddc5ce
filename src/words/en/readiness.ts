// English: the board before a campaign. What comes from outside is made harmless before it gets here.
import type { ItemState, SaidState } from "../../domain/readiness/board.ts";
import { factOf } from "./readiness-fact.ts";

/** The mark never stands without the word. */
const marks: Readonly<Record<ItemState, string>> = {
  ready: "✅",
  "not-ready": "❌",
  waived: "➖",
  unsaid: "▫",
  overdue: "⚠",
  unknown: "❔",
};

const states: Readonly<Record<ItemState, string>> = {
  ready: "ready",
  "not-ready": "not ready",
  waived: "waived",
  unsaid: "not said yet",
  overdue: "not said, and overdue",
  unknown: "cannot tell",
};

const plurals = new Intl.PluralRules("en");
const many = (count: number, one: string, more: string): string =>
  `${count} ${plurals.select(count) === "one" ? one : more}`;

export const readiness = {
  mark: (state: ItemState) => marks[state],
  state: (state: ItemState) => states[state],

  head: (title: string) => `🚦 *Readiness for ${title}*`,
  window: (from: string, to: string) => `${from} to ${to}`,
  /** What is read aloud and shown in notifications. */
  sentence: (title: string, ready: number, of: number) =>
    `Readiness for ${title}: ${ready} of ${of} ready or waived.`,
  counts: (ready: number, of: number, rest: readonly string[]) =>
    [`*${ready} of ${of}* ready or waived`, ...rest].join(" · "),
  overdue: (count: number) => `⚠ ${count} overdue`,
  unknown: (count: number) => `❔ ${count} Muster cannot tell`,
  nothing: () => "This campaign asks for nothing.",
  over: () => "The campaign is over. Its record stays.",

  item: (mark: string, title: string, rest: readonly string[]) =>
    [`${mark} *${title}*`, ...rest].join(" · "),
  itemDone: (mark: string, title: string, rest: readonly string[]) =>
    [`${mark} ${title}`, ...rest].join(" · "),
  due: (when: string) => `due ${when}`,
  overdueSince: (when: string) => `*overdue since ${when}*`,
  managers: () => "release managers",
  anybody: () => "anybody",
  ownerOf: (kind: string, name: string) => {
    if (kind === "oncall") return `on call for ${name}`;
    return kind === "group" ? `group ${name}` : name.replaceAll("_", " ");
  },
  word: (who: string, when: string) => `${who}, ${when}`,
  waivedBy: (who: string, when: string, why: string) => `waived by ${who}, ${when}: ${why}`,
  evidence: () => "evidence",
  why: (text: string) => `      ${text}`,
  more: (count: number, page: string) => `… and ${many(count, "item", "items")} more: ${page}`,
  wholeRecord: () => "the whole board",

  votes: (vote: "go" | "no-go", who: string) => `*${vote === "go" ? "Go" : "No-go"}:* ${who}`,
  voteNote: (who: string, note: string) => `${who} (${note})`,
  noVotes: () => "Nobody has voted yet.",
  moreVotes: (count: number) => `and ${count} more`,
  decided: (go: boolean, who: string, when: string) =>
    `${go ? "🟢 *Go*" : "🔴 *No-go*"}, decided by ${who}, ${when}`,
  decisionNote: (note: string) => `“${note}”`,
  inSpiteOf: (go: boolean, count: number) =>
    `${go ? "in spite of" : "with"} ${many(count, "open item", "open items")}`,

  say: () => "Say how it stands…",
  go: () => "Go…",
  noGo: () => "No-go…",
  decide: () => "Decide…",
  decideAgain: () => "Decide anew…",
  record: () => "Record",
  spoken: (label: string, title: string) => `${label.replace(/…$/, "")}: ${title}`,

  /** What was looked up, as a clause. */
  fact: factOf,
  moreFacts: (count: number) => `and ${count} more`,

  modal: {
    sayTitle: () => "How it stands",
    item: () => "Item",
    itemChoice: (state: ItemState, title: string) => `${marks[state]} ${title}`,
    itemMore: (state: ItemState, due: string) => `${states[state]} · due ${due}`,
    lookedUpHint: () =>
      "What Muster looks up itself cannot be said to be ready: you can waive it, or say that it is not ready although it looks so.",
    state: () => "How does it stand?",
    states: {
      ready: "✅ Ready",
      "not-ready": "❌ Not ready",
      waived: "➖ We do without it",
    } satisfies Record<SaidState, string>,
    evidence: () => "Evidence: a link or a sentence",
    evidenceHint: () => "Needed where it is waived: why the campaign can do without it.",
    submit: () => "Say it",
    said: (title: string, state: ItemState) => `“${title}” is ${states[state]} now.`,
    voteTitle: (vote: "go" | "no-go") => (vote === "go" ? "Vote go" : "Vote no-go"),
    voteHint: (title: string) =>
      `Your vote on ${title}, with your name. You can change it until it is decided.`,
    note: (vote: "go" | "no-go") => (vote === "go" ? "Note" : "Why not?"),
    vote: () => "Vote",
    decideTitle: () => "Decide go or no-go",
    decision: () => "Decision",
    decisions: { go: "🟢 Go", "no-go": "🔴 No-go" },
    decideNote: () => "Note",
    decideNoteHint: () => "Needed for no-go, for go with items open, and when it is decided anew.",
    decideSubmit: () => "Decide",
    before: (go: boolean, who: string) =>
      `${who} decided ${go ? "go" : "no-go"} before. Deciding anew takes its place, with a reason; both are kept.`,
    openNow: (count: number) => `*${many(count, "item is", "items are")} open:*`,
    noneOpen: () => "Everything is ready or waived.",
    goTitle: () => "Go all the same?",
    goText: (count: number) =>
      `*${many(count, "item is", "items are")} not ready.* Go all the same is written down with your name, your reason and this list:`,
    goWhy: () => "Why go all the same?",
    goSubmit: () => "Go all the same",
    openLine: (state: ItemState, title: string) => `${marks[state]} ${title} · ${states[state]}`,
    openMore: (count: number) => `… and ${count} more`,
  },

  reminder: {
    head: (title: string, when: string, ready: number, of: number) =>
      `🚦 *${title}* begins ${when}: ${ready} of ${of} ready or waived.`,
    sentence: (title: string, ready: number, of: number) =>
      `${title} begins in three days: ${ready} of ${of} ready or waived.`,
    open: (titles: readonly string[], more: number) =>
      `Open: ${titles.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
    page: () => "Show the board",
  },

  command: {
    posted: (title: string, channel: string) =>
      `The board of ${title} is in #${channel} within a moment.`,
    there: (title: string, channel: string, page: string) =>
      `The board of ${title} is in #${channel}, drawn anew. ${page}`,
    pageLink: () => "All of it on one page",
    which: () => "Which campaign?",
    none: () =>
      "muster.yml names no campaigns yet. Write one under `campaigns`, and what has to be ready before it.",
  },

  home: {
    head: () => "*🚦 Yours to get ready*",
    line: (state: ItemState, title: string, campaign: string, due: string) =>
      `${marks[state]} *${title}* for ${campaign} · ${due}`,
    more: (count: number) => `and ${count} more`,
  },

  page: {
    title: (title: string) => `Readiness for ${title}`,
    list: () => "Readiness",
    none: () => "muster.yml names no campaigns.",
    missing: (wanted: string) => `There is no campaign ${wanted}, and no record of one.`,
    notOpened: () => "Nobody has opened this board yet.",
    past: () =>
      "This is the record of a campaign that muster.yml says no more of. What was looked up then stands in its decisions.",
    asOf: (when: string) => `What Muster looks up is as of ${when}.`,
    items: () => "What has to be ready",
    item: () => "Item",
    owner: () => "Owner",
    due: () => "Due",
    stands: () => "Stands",
    why: () => "Why",
    votes: () => "Votes",
    voter: () => "Who",
    vote: () => "Vote",
    voteOf: { go: "Go", "no-go": "No-go" },
    note: () => "Note",
    at: () => "When",
    record: () => "Record",
    said: (item: string, state: SaidState) => `“${item}”: ${states[state]}`,
    voted: (vote: "go" | "no-go") => `votes ${vote}`,
    decided: (go: boolean, open: number) =>
      `decides ${go ? "go" : "no-go"}${open > 0 ? `, with ${many(open, "item", "items")} open:` : ", with nothing open"}`,
    opened: (who: string | null) =>
      who === null ? "Opened by itself, three days before" : `Opened by ${who}`,
    overdue: () => "overdue",
    wordOf: (who: string, state: string) => `${who} says ${state}`,
    window: (from: string, to: string) => `${from} to ${to}`,
  },
};
