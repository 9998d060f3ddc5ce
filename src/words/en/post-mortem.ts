// English: the draft of a post-mortem. Blameless by its form: it asks what made it possible, not who.

type Voted = {
  readonly when: string;
  readonly who: string;
  readonly step: string;
  /** Votes for it, or, where it is asked, people who could vote. */
  readonly given: number;
  readonly need: number;
  readonly note: string | undefined;
};

const inWords = (note: string | undefined): string => (note ? `: ${note}` : "");

export const postMortem = {
  title: (incident: string, title: string) => `Post-mortem: ${incident} ${title}`,
  draft: (when: string) =>
    `Draft written by Muster ${when} from what it recorded. Every number names the two instants it was computed from. Lines that begin with ✎ ask for what only people know.`,
  head: {
    priority: "Priority",
    status: "Status",
    service: "Service",
    lead: "Lead",
    declaredBy: "Declared by",
  },
  drill: "**This was a drill.** Nothing was changed for customers, and it counts in no measure.",
  nobody: "nobody",
  unknown: "not recorded",
  ask: (question: string) => `✎ ${question}`,

  summary: "Summary",
  askSummary: "In two sentences: what broke, what customers noticed, what ended it?",
  impact: "Impact",
  impactLasted: (duration: string) => `Customers may have been affected for up to ${duration}.`,
  askImpact: "How many customers, orders and how much revenue? Where does the number come from?",
  askSee: "What did customers see, in their own words?",

  times: "Times",
  measure: "Measure",
  value: "Value",
  from: "From",
  to: "To",
  detect: "Time to detect (MTTD)",
  acknowledge: "Time to acknowledge (MTTA)",
  mitigate: "Time to mitigate",
  restore: "Time to restore (MTTR)",
  began: (when: string) => `began ${when}`,
  opened: (when: string) => `opened ${when}`,
  acknowledged: (when: string) => `acknowledged ${when}`,
  mitigated: (when: string) => `mitigated ${when}`,
  resolved: (when: string) => `resolved ${when}`,
  promised: (what: string, how: string) => `${what}: ${how}`,
  kept: "kept",
  missed: "missed",
  promiseOpen: "not over yet",
  promises: "Promises",
  ackBy: (when: string) => `acknowledge by ${when}`,
  restoreBy: (when: string) => `restore by ${when}`,
  reopened: (times: string) => `It was opened again ${times}; the times above span all of it.`,
  once: "time",
  often: "times",

  fired: "What fired",
  against: (value: string, baseline: string) => `${value} against ${baseline}`,
  firing: (when: string) => `since ${when}`,
  recovered: (when: string) => `recovered ${when}`,
  stillFiring: "still firing when this was written",
  deliveries: (many: string) => many,
  noAlert: "No alert is linked: people noticed first.",
  askNoAlert: "Which alert should have fired?",

  timeline: "Timeline",
  noTimeline: "Nothing was recorded.",
  runs: "What was changed",
  run: (number: number, title: string, outcome: string, by: string) =>
    `Run ${number}, ${title} (${outcome}), started by ${by}`,
  running: "still running",
  request: (method: string, path: string, connection: string, when: string) =>
    `${method} ${path} on ${connection}, ${when}`,
  requestUnknown: (method: string, path: string, connection: string) =>
    `${method} ${path} on ${connection}: **outcome unknown**`,
  undoes: (run: string, source: number) => `${run}; it takes back what run ${source} changed`,
  changedBy: (who: string) => `, by ${who}`,
  undone: (when: string | undefined, by: string | undefined) =>
    `undone${when ? ` ${when}` : ""}${by ? ` by ${by}` : ""}`,
  left: (when: string | undefined, by: string | undefined, note: string | undefined) =>
    `left as it is${when ? ` ${when}` : ""}${by ? ` by ${by}` : ""}${note ? `: ${note}` : ""}`,
  irreversible: (why: string) => `cannot be undone: ${why}`,
  inPlace: (why: string | undefined) =>
    `**still in place: nobody has undone it or left it on purpose**${why ? ` (${why})` : ""}`,
  stillInPlace: (text: string) => `Still changed: ${text}`,

  steps: "Who did what, and how long it took",
  stepsOf: (number: number, title: string) => `Run ${number}, ${title}`,
  noStep: "No step was reached.",
  step: (title: string, mark: string, by: string, times: string) =>
    `${title}: ${mark}${by}${times}`,
  stepBy: (who: string, choice: string | undefined) =>
    `, ${who}${choice === undefined ? "" : ` chose “${choice}”`}`,
  stepTimes: (from: string, to: string, duration: string) => `, ${from} to ${to} (${duration})`,
  marks: {
    done: "done",
    current: "under way",
    blocked: "needs a decision",
    pending: "not reached",
    failed: "failed",
    skipped: "skipped",
    cancelled: "cancelled",
  } as const,

  approvals: "Approvals",
  approval: {
    asked: ({ when, step, need, given }: Voted) =>
      `${when} “${step}” asked for ${need}; ${given} could give one`,
    approved: ({ when, who, step, need, given, note }: Voted) =>
      `${when} ${who} approved “${step}” (${given} of ${need})${inWords(note)}`,
    denied: ({ when, who, step, note }: Voted) => `${when} ${who} denied “${step}”${inWords(note)}`,
    granted: ({ when, step }: Voted) => `${when} “${step}” was approved`,
    overridden: ({ when, who, step, need, given, note }: Voted) =>
      `⚠ **Override:** ${when} ${who} went on with “${step}” without its approval (${given} of ${need} given)${inWords(note)}`,
  },

  noChange: "Muster sent no change to any system.",
  askChanged: "What was changed by hand? Is anything still changed that has to go back?",

  open: "Still open",
  nothingOpen: "Nothing that Muster knows of.",
  openAlert: (title: string, since: string) => `Alert still firing: ${title}, since ${since}`,
  openRun: (number: number, title: string) => `Run ${number}, ${title}, has not ended`,
  unknownRequest: (text: string) => `Unknown whether it took effect: ${text}`,

  causes: "What made it possible",
  askCauses: [
    "What had to be true for this to happen? List conditions, not people.",
    "Why did the safeguards before it not catch it?",
    "What made it better or worse while it lasted?",
  ],
  learned: "What we learned",
  askLearned: ["What went well?", "What was harder than it should be?", "Where were we lucky?"],

  actionItems: "Action items",
  item: (text: string, owner: string, due: string, state: string) =>
    `[${state === "done" ? "x" : " "}] ${text} (${owner}, ${due})`,
  due: (day: string) => `due ${day}`,
  noDue: "no due date",
  askItems: "None yet. What would have prevented this, shortened it, or shown it sooner?",

  notKnown: "What we do not know",
  unknowns: {
    cause: "The cause: Muster records what happened, not why.",
    impact: "What customers saw: nobody wrote it down.",
    began:
      "When it really began: no alert carries its own time, so it counts from the declaration.",
    acknowledged: "When somebody took it on: nobody acknowledged.",
    mitigated:
      "When customers were fine again: nobody set the status to monitoring before the end.",
    lead: "Who led: nobody took the lead.",
    noValue: (title: string) => `How bad it was by the numbers: “${title}” came without a value.`,
    request: (text: string) => `Whether this took effect: ${text}`,
  },
};

export type PostMortemWords = typeof postMortem;
