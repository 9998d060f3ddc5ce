// English: what a run would do, told without doing any of it.

type Excluded = "operator" | "starter" | "requester";

const excluded: Readonly<Record<Excluded, string>> = {
  operator: "whoever runs the step",
  starter: "whoever started the run",
  requester: "whoever answered the step before",
};

const anyOne = new Intl.ListFormat("en", { type: "disjunction" });

export const plan = {
  head: (title: string) => `*Plan · ${title}*`,
  nothingDone: () =>
    "Nothing was asked, sent or said. `«…»` stands where only the run itself will know.",
  steps: ["step", "steps"] as const,
  inputs: (values: string) => `with ${values}`,
  lock: (lock: string) => `only one such run at a time (${lock})`,
  deadline: (duration: string) => `has to be over within ${duration}`,

  title: (number: number, title: string) => `*${number}. ${title}*`,
  byItself: () => "by itself",
  onlyIf: (condition: string) => `only if ${condition}`,
  passesIf: (condition: string) => `passes if ${condition}`,
  until: (condition: string) => `waits for ${condition}`,
  hold: (duration: string) => `for ${duration} without a gap`,
  within: (duration: string) => `within ${duration}`,
  approval: (need: number, from: string, within: string) =>
    need === 1
      ? `🔏 one approval from ${from}, within ${within}`
      : `🔏 ${need} approvals from ${from}, within ${within}`,
  exclude: (who: readonly Excluded[]) =>
    `(not ${anyOne.format(who.map((each) => excluded[each]))})`,
  reads: (name: string, what: string) => `reads ${name}: ${what}`,
  readsFirst: (what: string) => `reads what is there first: ${what}`,
  looks: (what: string) => `looks at ${what}`,
  freezePreflight: (many: number) =>
    `whether ${many} ${many === 1 ? "repository" : "repositories"} can be frozen on GitHub`,
  frozenBy: (many: number) =>
    `what holds ${many === 1 ? "this repository" : `these ${many} repositories`} already`,
  freeze: (name: string) => `the freeze ${name}`,
  probes: (what: string) => `looks whether it happened, where an answer is lost: ${what}`,
  query: (promql: string, connection: string) => `${promql} on ${connection}`,
  flagState: (flag: string, env: string, connection: string) =>
    `flag ${flag} in ${env} on ${connection}`,
  deployments: (environment: string, repo: string) => `deployments to ${environment} of ${repo}`,
  deployment: (environment: string, repo: string) => `this deployment to ${environment} of ${repo}`,
  workflowRun: (workflow: string, repo: string) => `this run of ${workflow} of ${repo}`,
  sends: (what: string) => `*sends* ${what}`,
  sendsUnknown: (why: string) => `*sends* something that only the run can tell: ${why}`,
  unknown: (why: string) => `_not known before the run: ${why}_`,
  verify: (what: string, equals: string) => `reads back ${what}: has to say ${equals}`,
  undo: (what: string) => `↩ undo: ${what}`,
  undoFor: (duration: string) => `(offered for ${duration})`,
  undoAuto: () => "↩ undo: back to what was there before",
  undoes: (steps: string) => `↩ takes back what these changed, latest first: ${steps}`,
  irreversible: (why: string) => `🔴 cannot be undone: ${why}`,
  options: (options: string) => `choices: ${options}`,
  option: (label: string, goto: string | null) => (goto === null ? label : `${label} → ${goto}`),
  collects: (names: string) => `asks for: ${names}`,
  assumed: (values: string) => `assumed here: ${values}`,
};
