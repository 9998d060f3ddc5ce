// English: what the runs of an incident changed, how it is now, and what people do about it.

export const stillChanged = {
  head: (incident: string) => `*What was changed, and what is still changed* · ${incident}`,
  sentence: (incident: string, open: string) =>
    `${incident}: ${open} by runbooks and not dealt with.`,
  sentenceDone: (incident: string) => `${incident}: every change of a runbook is dealt with.`,
  changes: ["change made", "changes made"] as const,
  open: (many: number) =>
    `${many === 1 ? "One change is" : `${many} changes are`} neither undone nor left on purpose. Latest first.`,
  allDone: () => "✅ Everything is undone or left on purpose.",
  nothing: () => "Runbooks changed nothing.",
  title: (title: string, run: number, runTitle: string) => `*${title}* · run ${run}, ${runTitle}`,
  sent: (who: string | null, when: string) =>
    who === null ? `sent ${when}` : `sent ${when} by ${who}`,
  maybe: () => "❓ *Nobody knows whether it took effect*",
  fromTo: (before: string, after: string) => `${before} → ${after}`,
  to: (after: string) => `set to ${after}`,
  now: (value: string, when: string) => `*now ${value}* (read ${when})`,
  nowOther: (value: string, when: string) =>
    `*now ${value}* (read ${when}): neither what we set nor what it was`,
  nowBack: (value: string, when: string) => `*now ${value}* (read ${when}): what it was before`,
  nowUnknown: (why: string, when: string) => `*now not known* (${when}): ${why}`,
  nowUnread: () => "*now not known:* nothing has read it back",
  undoing: () => "⏳ is being undone",
  conflict: () => "⚠ *Conflict:* somebody changed it since. An undo would overwrite that.",
  failed: () => "⚠ *The undo did not work.* Its run waits for a person.",
  tooLate: (when: string) => `its undo was offered until ${when}; now it has to be done by hand`,
  noUndo: () => "Muster knows no undo for it",
  irreversible: (why: string) => `cannot be undone: ${why}`,
  struck: (title: string, fate: string) => `~${title}~ ${fate}`,
  undone: (who: string | null, when: string | null) =>
    ["undone", ...(who === null ? [] : [`by ${who}`]), ...(when === null ? [] : [when])].join(" "),
  left: (who: string | null, why: string) =>
    who === null ? `left as it is: ${why}` : `left as it is by ${who}: ${why}`,
  more: (many: number) => `and ${many} more`,
  undo: () => "Undo",
  leave: () => "Leave as it is…",
  spoken: (label: string, title: string, run: number) =>
    `${label.replace(/…$/, "")}: ${title}, run ${run}`,
};
