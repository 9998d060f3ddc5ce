// What a GitHub of strangers remembers of repositories, and what its rules let anybody do there: docs.github.com/rest.
export type Fields = Readonly<Record<string, unknown>>;

export type Rule = { readonly type: string; readonly parameters?: Fields };

export type Ruleset = {
  readonly id: number;
  name: string;
  target: string;
  enforcement: string;
  bypass_actors: readonly Fields[];
  conditions: { readonly ref_name: { readonly include: string[]; readonly exclude: string[] } };
  rules: readonly Rule[];
};

export type Check = {
  readonly id: number;
  readonly app: number;
  readonly sha: string;
  readonly name: string;
  told: Fields;
};

export type Pull = {
  readonly number: number;
  title: string;
  readonly author: string;
  base: string;
  sha: string;
  state: "open" | "closed";
  mergedBy?: string;
  isAutoMerge: boolean;
  readonly comments: { readonly id: number; body: string }[];
};

export type Repository = {
  readonly id: number;
  name: string;
  defaultBranch: string;
  isArchived: boolean;
  isPrivate: boolean;
  /** The app may not see it. */
  isHidden: boolean;
  /** What every call about rules is answered with, such as on a plan without them. */
  rulesRefusal?: { readonly status: number; readonly message: string };
  readonly rulesets: Ruleset[];
  readonly checks: Check[];
  readonly pulls: Pull[];
  readonly variables: Map<string, string>;
  readonly workflows: Map<string, string>;
  readonly gates: { readonly id: number; readonly environment: string; readonly app: number }[];
  readonly reviews: Fields[];
  readonly suites: Fields[];
  /** What came onto branches, oldest first. */
  readonly activities: Fields[];
};

export type World = {
  readonly repositories: Repository[];
  repository(name: string): Repository;
  nextId(): number;
};

export const MUSTERS_APP = 4711;
export const BOT = { login: "muster-bot", id: 9001 };

export const sha = (word: string): string =>
  Buffer.from(word.padEnd(20, "·"), "latin1").toString("hex").slice(0, 40).padEnd(40, "0");

export function createWorld(names: readonly string[]): World {
  let last = 100;
  const nextId = () => ++last;
  const repositories = names.map((name) => createRepository(name, nextId()));
  return {
    repositories,
    nextId,
    repository: (name) => {
      const found = repositories.find((each) => each.name === name);
      if (!found) throw new Error(`there is no ${name}`);
      return found;
    },
  };
}

const createRepository = (name: string, id: number): Repository => ({
  ...{ id, name, defaultBranch: "main", isArchived: false, isPrivate: false, isHidden: false },
  ...{ rulesets: [], checks: [], pulls: [], gates: [], reviews: [], suites: [], activities: [] },
  variables: new Map(),
  workflows: new Map([["deploy.yml", "active"]]),
});

export function openPull(
  repository: Repository,
  pull: Partial<Pull> & { readonly number: number },
): Pull {
  const made: Pull = {
    ...{ title: "A change", author: "anna-dev", base: repository.defaultBranch },
    ...{ sha: sha(`p${pull.number}`), state: "open", isAutoMerge: false, comments: [] },
    ...pull,
  };
  repository.pulls.push(made);
  return made;
}

/** Rulesets that hold a ref now: https://docs.github.com/rest/repos/rules#get-rules-for-a-branch */
export const rulesetsOn = (repository: Repository, branch: string): readonly Ruleset[] =>
  repository.rulesets.filter(
    ({ target, enforcement, conditions }) =>
      target === "branch" &&
      enforcement === "active" &&
      conditions.ref_name.include.some((each) => matches(repository, each, branch)) &&
      !conditions.ref_name.exclude.some((each) => matches(repository, each, branch)),
  );

function matches({ defaultBranch }: Repository, pattern: string, branch: string): boolean {
  if (pattern === "~ALL") return true;
  if (pattern === "~DEFAULT_BRANCH") return branch === defaultBranch;
  const source = pattern
    .replaceAll(/[.+^$()|[\]{}]/g, "\\$&")
    .replaceAll("**/", "\u0001")
    .replaceAll("**", "\u0002")
    .replaceAll("*", "[^/]*")
    .replaceAll("\u0001", "(.*/)?")
    .replaceAll("\u0002", ".*");
  return new RegExp(`^${source}$`).test(`refs/heads/${branch}`);
}

/** Why this commit may not come onto a branch by this actor; empty: it may. */
export function violations(
  repository: Repository,
  branch: string,
  commit: string,
  actor: { readonly type: string; readonly id: number },
): readonly string[] {
  return rulesetsOn(repository, branch)
    .filter(
      ({ bypass_actors: actors }) =>
        !actors.some(
          ({ actor_type: type, actor_id: id }) => type === actor.type && id === actor.id,
        ),
    )
    .flatMap(({ rules }) => rules.flatMap((rule) => broken(repository, rule, commit)));
}

function broken(repository: Repository, rule: Rule, commit: string): readonly string[] {
  if (rule.type === "update") return ["Cannot update this protected ref."];
  if (rule.type !== "required_status_checks") return [];
  const wanted = rule.parameters?.["required_status_checks"] as readonly Fields[];
  return wanted.flatMap(({ context, integration_id: app }) => {
    const newest = repository.checks.findLast(
      (each) => each.sha === commit && each.name === context && (!app || each.app === app),
    );
    const passes = ["success", "neutral", "skipped"].includes(String(newest?.told["conclusion"]));
    if (passes) return [];
    const how = newest ? "is failing" : "is expected";
    return [`Required status check "${String(context)}" ${how}.`];
  });
}

/** The commit that a merge made. */
export const mergeOf = (pull: Pull): string => sha(`m${pull.sha.slice(0, 8)}`);

/** A person's press on Merge: what GitHub says, empty when it merged. */
export function mergeAs(
  repository: Repository,
  number: number,
  login: string,
  actor = { type: "User", id: 1 },
): string {
  const pull = repository.pulls.find((each) => each.number === number);
  if (pull?.state !== "open") return "Pull Request is not mergeable";
  const against = violations(repository, pull.base, pull.sha, actor);
  if (against.length > 0) return `Repository rule violations found\n\n${against.join("\n")}`;
  Object.assign(pull, { state: "closed", mergedBy: login });
  repository.activities.push({
    ...{ id: number, node_id: `A${number}`, before: sha("base"), after: mergeOf(pull) },
    ...{ ref: `refs/heads/${pull.base}`, activity_type: "pr_merge", actor: { login } },
  });
  return "";
}
