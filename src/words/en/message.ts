// English: the messages that are posted once.

export const message = {
  update: (incident: string) => `*Status update* · ${incident}`,
  updateSentence: (incident: string, status: string, text: string) =>
    `${incident} ${status.toLowerCase()}: ${text}`,
  updateBy: (who: string, status: string) => `${status} · by ${who}`,
  nextUpdateIn: (minutes: string) => `next update within ${minutes}`,
  noNextUpdate: () => "no further update promised",

  leadNow: (user: string, by: string | null) =>
    by === null
      ? `${user} leads this incident now.`
      : `${user} leads this incident now (by ${by}).`,
  leadSentence: (incident: string, name: string) => `${incident}: ${name} leads now.`,

  priorityRaised: (from: string, to: string) => `Priority raised from ${from} to *${to}*`,
  priorityLowered: (from: string, to: string) => `Priority lowered from ${from} to *${to}*`,
  prioritySentence: (incident: string, from: string, to: string) =>
    `${incident}: priority changed from ${from} to ${to}.`,
  by: (who: string) => `by ${who}`,
  reason: (text: string) => `*Reason:* ${text}`,

  over: (incident: string, standing: string) => `✅ *${incident} is ${standing}*`,
  cancelled: (incident: string) => `⚪ *${incident} was cancelled*`,
  closedSentence: (incident: string, status: string, after: string) =>
    `${incident} is ${status.toLowerCase()}, ${after} after it began.`,
  lasted: (duration: string) => `*Lasted* ${duration}`,
  acknowledgedAfter: (duration: string) => `*Acknowledged after* ${duration}`,
  mitigatedAfter: (duration: string) => `*Mitigated after* ${duration}`,
  stillFiring: (alerts: string) => `⚠ ${alerts} still firing`,
  stillChanged: (changes: string) =>
    `⚠ ${changes} made by runbooks still in place, neither undone nor left on purpose`,
  changes: ["change", "changes"] as const,
  noSummary: () => "_No summary was given._",

  reopened: (incident: string) => `🔁 *${incident} is open again*`,
  reopenedByAlert: (title: string) => `The alert fires again: ${title}`,
  reopenedSentence: (incident: string) => `${incident} is open again.`,

  recovered: () => "All linked alerts have recovered. Resolve when customers are fine again.",

  ackOverdue: (due: string) => `⏰ Nobody acknowledged by ${due}.`,
  ackPaged: (who: string) => `Now paged: ${who}`,
  ackNobodyLeft: () => "Nobody else is on call for this; please page someone yourselves.",
  ackSentence: (incident: string) => `${incident} was not acknowledged in time.`,

  updateOverdue: (who: string, due: string) => `${who}: the status update was promised by ${due}.`,
  updateOverdueNobody: (due: string) => `The status update was promised by ${due}; nobody leads.`,
  updateSentenceOverdue: (incident: string) =>
    `${incident}: the promised status update is overdue.`,
  reminder: (number: number) => `Reminder ${number}`,

  noticedLate: (late: string) =>
    `Muster noticed this ${late} late, because it was not running or was overloaded.`,

  leadMissing: () => "Nobody leads this incident yet. Who takes it?",
  leadMissingSentence: (incident: string) => `${incident}: nobody leads yet.`,

  fromRun: (incident: string) => `From a runbook · ${incident}`,
  followHead: (incident: string, status: string) => `*${incident}* · ${status}`,
  followWhy: () => "you follow this incident",
  followNoText: (status: string) => `The incident is now ${status.toLowerCase()}.`,

  actionItem: (incident: string, by: string) => `*Action item for you* from ${incident}, by ${by}`,
  actionItemDue: (day: string) => `due ${day}`,
  actionItemNoDue: () => "no due date",
  actionItemSentence: (incident: string, text: string) => `Action item from ${incident}: ${text}`,

  effectDead: (what: string) => `⚠ Muster gave up on something it owed: *${what}*`,
  effectDeadReason: (reason: string) => `*Why:* ${reason}`,
  effectDeadSentence: (incident: string, what: string) => `${incident}: Muster gave up ${what}.`,

  hookRefused: (hook: string, count: string) => `⚠ Hook *${hook}* refused ${count}`,
  hookRefusedSentence: (hook: string) => `Deliveries to the hook ${hook} are refused.`,
  deliveries: ["delivery", "deliveries"] as const,

  deadLetter: (hook: string) => `⚠ A delivery of *${hook}* could not be understood`,
  deadLetterSentence: (hook: string) => `A delivery of ${hook} could not be understood.`,
  deadLetterKept: () => "It is kept. Replay it once the cause is mended.",

  postMortemReady: (incident: string) => `📝 *Post-mortem draft of ${incident}*`,
  postMortemSentence: (incident: string) => `The post-mortem draft of ${incident} is ready.`,
  postMortemHint: () => "Every number says what it was computed from. Fill in what only you know.",

  /** A post whose first try may have arrived unseen. */
  mayRepeat: () => "(may repeat)",
};
