// The look before a freeze: how a repository will really be held, and what would make it better.
import type { HoldMode, PullRef, RepositoryPreflight } from "../../../domain/freeze/freeze.ts";
import type { Wanted } from "../../../domain/freeze/repository.ts";
import { isOurContent, isOurName } from "../../../domain/freeze/rulesets.ts";
import type { RepositoryFacts } from "./formats.ts";
import type { OpenPull } from "./freeze-github.ts";
import { type Looking, listRulesets, look, readRepository } from "./look.ts";
import { listOpenPulls } from "./pulls.ts";
import { GithubRefused, isPassing } from "./refused.ts";
import { isLacking, lackingRights, lackOfAdmin } from "./rights.ts";
import type { Calling } from "./session.ts";

export type PreflightWish = Pick<Wanted, "branches" | "tags" | "deploys"> & {
  readonly workflows: readonly string[];
  readonly now: Date;
};

/** docs.github.com, "About rulesets": so many in one repository. */
const MOST_RULESETS = 75;

export async function preflight(
  deps: Looking,
  repository: string,
  wish: PreflightWish,
): Promise<RepositoryPreflight> {
  const at = wish.now.toISOString();
  try {
    return { ...(await examine(deps, repository, wish)), repository, at };
  } catch (error) {
    if (!(error instanceof GithubRefused) || isPassing(error)) throw error;
    const nothing = { defaultBranch: null, openPulls: 0, autoMerge: [] };
    return { ...nothing, repository, mode: "none", findings: [error.message], at };
  }
}

async function examine(
  deps: Looking,
  repository: string,
  wish: PreflightWish,
): Promise<Omit<RepositoryPreflight, "repository" | "at">> {
  const foreseen = await foresee(deps, repository, wish);
  const pulls = await listOpenPulls(await deps.sessions.open(repository));
  return { ...foreseen, ...countPulls(repository, pulls) };
}

export type Foreseen = Pick<RepositoryPreflight, "mode" | "findings" | "defaultBranch">;

/** Without its pull requests, which may be many. */
export async function foresee(
  deps: Looking,
  repository: string,
  wish: PreflightWish,
): Promise<Foreseen> {
  const lacks = await isLacking(await deps.sessions.open(repository), wish);
  if (lacks) await deps.sessions.openAnew(repository);
  const observed = await look(deps, repository, {
    ...{ recorded: undefined, workflows: wish.workflows, hasVariable: false, hasGates: false },
  });
  const { rulesets, enforcer, workflows, defaultBranch, unseen = [] } = observed;
  if ("refused" in rulesets) {
    const { refused } = rulesets;
    const isArchived = deps.facts.get(repository)?.archived === true;
    const rest = " Until then pull requests are told of the freeze, and can be merged.";
    return { mode: "advisory", findings: [isArchived ? refused : refused + rest], defaultBranch };
  }
  const calling = await deps.sessions.open(repository);
  const facts = await readRepository(calling);
  const { mode, findings } = await judge(calling, facts, { ...wish, unseen });
  const foreign = rulesets.filter((each) => isOurName(each.name) && !isOurContent(each, enforcer));
  const missing = wish.workflows.filter((file) => workflows[file] === null);
  return {
    mode: mode ?? enforcer.mode,
    defaultBranch,
    findings: [
      ...findings,
      ...(enforcer.mode === "bot_merge" && !mode ? [botMergeLimits(enforcer.login)] : []),
      ...missing.map((file) => `There is no workflow ${file} to switch off. Correct muster.yml.`),
      ...foreign.map(({ id, name }) => `Somebody's ruleset ${id} is named "${name}" already.`),
      ...deployLimits(wish, enforcer.mode),
    ],
  };
}

type Judged = { readonly mode?: HoldMode; readonly findings: readonly string[] };

type JudgeWish = PreflightWish & {
  /** GitHub's words to what could not be looked at. */
  readonly unseen: readonly string[];
};

/** What is asked of the rules: the right to make them, and room for them. */
async function judge(calling: Calling, facts: RepositoryFacts, wish: JudgeWish): Promise<Judged> {
  const admin = await lackOfAdmin(calling, facts);
  if (admin) return { mode: "advisory", findings: [admin] };
  const lacking = await lackingRights(calling, wish);
  const findings = lacking.length > 0 ? lacking : wish.unseen;
  const many = (await listRulesets(calling)).filter(({ name }) => !isOurName(name)).length;
  const needed = (wish.branches.length > 0 ? 1 : 0) + (wish.tags.length > 0 ? 1 : 0);
  if (many + needed <= MOST_RULESETS) return { findings };
  const full = `${facts.full_name} has ${many} of ${MOST_RULESETS} rulesets: delete some to make room.`;
  return { mode: "advisory", findings: [full, ...findings] };
}

function countPulls(repository: string, pulls: readonly OpenPull[]) {
  const autoMerge = pulls.filter(({ isAutoMerge }) => isAutoMerge);
  return {
    openPulls: pulls.length,
    autoMerge: autoMerge.map(
      ({ number, title, url, author }): PullRef => ({ repository, number, title, url, author }),
    ),
  };
}

const botMergeLimits = (login: string): string =>
  `Held without checks: nobody but ${login} may update the branches, and it merges what is excepted. A GitHub App gives pull requests a check and a button.`;

function deployLimits({ deploys }: PreflightWish, mode: HoldMode): readonly string[] {
  return [
    ...(deploys.includes("workflow")
      ? ["Switched-off workflows also hold up rollbacks and hotfixes that they would deploy."]
      : []),
    ...(deploys.includes("gate") && mode !== "app_check"
      ? ["Gates need a GitHub App: deployments are not held there."]
      : []),
  ];
}
