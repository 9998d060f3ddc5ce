// English: what `/freeze` and its buttons answer, and its help.

export const freezeHelp: readonly (readonly [string, string])[] = [
  ["[status]", "all freezes, and what GitHub was really brought to"],
  ["new [from] [to] [scope] [reason]", "draft one; what is missing is asked for by a form"],
  ["extend [FRZ-n] 24h reason", "make it longer, by a time or to a moment"],
  ["shorten [FRZ-n] 18:00 reason", "make it shorter"],
  ["lift [FRZ-n] reason", "end it now"],
  ["cancel [FRZ-n] reason", "before it began: it is not to be"],
  ["let-go [FRZ-n]", "its end has passed and it holds until you say so"],
  ["except PR [reason]", "ask to let one pull request pass: `owner/name#12` or its address"],
  ["exceptions", "what is asked and approved"],
  ["approve, deny FRZ-n|EXC-n [note]", "vote; a form shows exactly what first"],
  ["revoke EXC-n reason", "take an approval back, or a request"],
  ["check repository [branch]", "may this be merged now?"],
  ["report [FRZ-n]", "exceptions, bypasses and what was merged while it held"],
  ["readiness [campaign]", "the board before a campaign"],
  ["history", "the last freezes"],
];

export const freezeCommand = {
  intro: () =>
    "A freeze holds code on GitHub for a while, by itself, and lets the right fix through. With one open freeze its number may be left out.",
  times:
    "Times: `18:00`, `tomorrow 9:00`, `2026-11-26T18:00`, or a length such as `48h`; in your own zone, which is echoed before anything counts.",
  title: () => "*Code freezes*",
  none: () => "No code freeze is declared.",
  openOnes: (count: number) => (count === 1 ? "*1 code freeze*" : `*${count} code freezes*`),
  more: (count: number, url: string) => `and ${count} more: ${url}`,
  moreExceptions: (count: number) => `and ${count} more`,
  exceptionsOf: (asked: number, approved: number) =>
    `Exceptions: ${asked} asked, ${approved} approved`,
  which: () => "Which freeze?",
  noneOpen: () => "No code freeze is open.",

  drafted: (name: string, window: string) =>
    `*${name} is drafted:* ${window}\nMuster looks at the repositories now; the draft is in your direct messages, with *Declare* and *Discard*.`,
  declared: (name: string, isAsked: boolean) =>
    isAsked ? `${name}: approval is asked for.` : `${name} is declared.`,
  discarded: (name: string) => `${name} is discarded. Nothing was announced or held.`,
  changed: {
    asked: (name: string, what: string, given: number, need: number) =>
      `${name}: approval is asked to ${what} (${given} of ${need}).`,
    extend: (name: string, end: string) => `${name} now ends ${end}.`,
    shorten: (name: string, end: string) => `${name} now ends ${end}.`,
    lift: (name: string) =>
      `${name} is being lifted. The end is posted once GitHub was read back as open.`,
    cancel: (name: string) => `${name} is cancelled.`,
  },
  letGo: (name: string) =>
    `${name} is let go. The end is posted once GitHub was read back as open.`,
  approved: (name: string) => `You approved ${name}.`,
  denied: (name: string) => `You denied ${name}.`,
  revoked: (name: string) => `${name} is revoked: its pull request is blocked again.`,
  requested: (name: string, pull: string, isNew: boolean) =>
    isNew
      ? `*${name}* asks to let ${pull} pass. Who decides is asked as soon as GitHub has said which commit it is; you hear of the result.`
      : `*${name}* asks for exactly this already; nothing was asked twice.`,

  untilEnd: (when: string) => `The freeze ends ${when}, so it is asked until then only.`,

  whenUsage: (slash: string, verb: "extend" | "shorten") =>
    `Say by how much or until when: \`${slash} ${verb} ${verb === "extend" ? "24h" : "2h"} reason\` or \`${slash} ${verb} 2026-12-01T09:00 reason\`.`,
  whenUnknown: (given: string, why: string) => `There is no time in ${given}. ${why}`,
  unknownScope: (given: string, near: readonly string[]) =>
    near.length > 0
      ? `${given} is no service or repository in muster.yml. Did you mean ${near.join(" or ")}?`
      : `${given} is no service or repository in muster.yml. Choose from the lists below.`,
  unknownTime: (given: string) =>
    `${given} is no time that Muster reads. Write \`now\`, \`18:00\`, \`tomorrow 9:00\`, \`fri 18:00\`, \`2026-11-26T18:00\` or a length such as \`48h\`.`,
  voteUsage: (slash: string, verb: string) =>
    `Say which one: \`${slash} ${verb} FRZ-3\` or \`${slash} ${verb} EXC-4\`.`,
  revokeUsage: (slash: string) => `Say which one: \`${slash} revoke EXC-4 reason\`.`,
  alreadyComplete: (name: string, slash: string) =>
    `${name} was completed already: \`${slash} exceptions\` shows how it stands.`,
  nothingAsked: (name: string) => `Nothing is asked about ${name} now.`,
  checkUsage: (slash: string) => `Say which repository: \`${slash} check owner/name main\`.`,
  unknownRepository: (given: string, near: readonly string[]) =>
    near.length > 0
      ? `${given} is no repository in muster.yml. Did you mean ${near.join(" or ")}?`
      : `${given} is no repository in muster.yml.`,
  check: {
    open: (what: string) => `✅ ${what} is open: no freeze holds it.`,
    openNext: (what: string, name: string, when: string) =>
      `✅ ${what} is open. ${name} begins ${when}.`,
    frozen: (what: string, until: string, names: string) =>
      `🧊 ${what} is frozen ${until} (${names}).`,
    meant: (what: string, until: string, names: string, state: string) =>
      `⚠ ${what} is to be frozen ${until} (${names}), but GitHub was not read back so: ${state}.`,
    exception: (name: string, until: string | null) =>
      until === null
        ? `☑️ ${name} lets this commit pass.`
        : `☑️ ${name} lets this commit pass until ${until}.`,
    until: (when: string) => `until ${when}`,
    openEnd: () => "until its incident is resolved",
    how: (mode: string) => `Held ${mode}.`,
  },
  history: {
    title: () => "*The last freezes*",
    none: () => "No freeze has ended yet.",
    line: (name: string, title: string, window: string, state: string) =>
      `*${name}* ${title}\n${window} · ${state}`,
  },
};
