// English: news of a run to single people, and to the channel when anybody may approve.

export const runNews = {
  wholeRun: (run: number, title: string) => `*run ${run}, ${title}*`,
  stepOf: (run: number, title: string) => `*${title}*, a step of run ${run}`,
  assigned: (what: string, who: string) => `👉 ${who} asks you to take over ${what}`,
  assignedSentence: (incident: string, what: string, who: string) =>
    `${incident}: ${who} asks you to take over ${what}.`,

  wanted: (run: number, title: string, missing: number) =>
    missing === 1
      ? `🔏 *${title}* (run ${run}) waits for one more approval.`
      : `🔏 *${title}* (run ${run}) waits for ${missing} more approvals.`,
  wantedSentence: (incident: string, title: string) =>
    `${incident}: “${title}” waits for approval.`,
  wantedHint: () => "Read what will be sent on the run's message, and approve or deny it there.",

  reminder: (run: number, title: string, given: number, need: number) =>
    `⏰ *Your approval is still asked for:* ${title} (run ${run}), ${given} of ${need} so far. The question is above.`,
  reminderSentence: (incident: string, title: string) =>
    `${incident}: “${title}” still waits for your approval.`,
};
