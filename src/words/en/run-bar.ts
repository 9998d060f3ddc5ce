// English: what holds for a run as a whole, above its steps.

export const runBar = {
  paused: (who: string, at: string, note: string | null) =>
    `⏸ *Paused* by ${who} ${at}. Nothing new starts; what was sent is still followed to its end.${
      note === null ? "" : `\n> ${note.replaceAll("\n", "\n> ")}`
    }`,
  deadline: (at: string) =>
    `⏰ *Past its deadline* since ${at}. Nothing was undone, and nothing new starts until somebody goes on or aborts.`,
  incompatible: (message: string) =>
    `🧩 *This Muster cannot go on with this run*, which a different version began: ${message} Abort it and do the rest by hand, or start the runbook anew.`,
  rollingBack: () =>
    "↩ *Rolling back:* what this run changed is undone, latest first. Each undo is shown before it is sent.",
  looking: () => "🔎 Asking the systems it will use whether they let Muster in…",
  found: () => "🟠 *Before it starts: something will not work*",
  finding: (connection: string, message: string, steps: string) =>
    `• *${connection}*: ${message}${steps}`,
  steps: (numbers: readonly string[]) => {
    if (numbers.length === 0) return "";
    return numbers.length === 1 ? ` (step ${numbers[0]})` : ` (steps ${numbers.join(", ")})`;
  },
  reviewOverdue: (day: string, owner: string) =>
    `🟡 This runbook should have been reviewed by ${day}. Its owner is ${owner}.`,
  rehearsalOverdue: (last: string | null, owner: string) =>
    last === null
      ? `🟡 This runbook was never rehearsed. Its owner is ${owner}.`
      : `🟡 This runbook was last rehearsed ${last}, longer ago than it should be. Its owner is ${owner}.`,
};
