// English: the Home tab.

export const home = {
  title: () => "Muster",
  problem: (reason: string) => `⚠ *Muster has a problem:* ${reason}`,
  onCall: (teams: string) => `📟 *You are on call* for ${teams}.`,
  onCallNext: (teams: string) => `You are next on call for ${teams}.`,
  notOnCall: () => "You are not on call.",
  pages: () => "*Pages that wait for you*",
  page: (incident: string, title: string, when: string) => `*${incident}* ${title} · paged ${when}`,
  tasks: () => "*My tasks*",
  task: (why: "approve" | "assigned" | "decide", title: string) => `${tasks[why]} *${title}*`,
  taskPlace: (run: number, incident: string, since: string) =>
    `run ${run} of ${incident} · since ${since}`,
  moreTasks: (many: number) => `and ${many} more`,
  openIncidents: (many: string) => `*${many}*`,
  incidents: ["open incident", "open incidents"] as const,
  nothingOpen: () => "No incident is open.",
  more: (many: number, slash: string) => `and ${many} more: \`${slash} list\``,
  line: (head: string, title: string, rest: string) => `${head} ${title}\n${rest}`,
  since: (when: string) => `since ${when}`,
  following: () => "you follow",
  runRunbook: () => "Run runbook",
  updatedAt: (when: string) => `As of ${when}`,
};

const tasks = {
  approve: "🔏 Your approval is asked for:",
  assigned: "👉 Yours to do:",
  decide: "👉 Your run waits at:",
} as const;
