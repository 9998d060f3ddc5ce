// One look at a repository: which rules of ours stand there and are in force, and whether it can be held at all.
import type { Observed, SeenRuleset } from "../../../domain/freeze/observed.ts";
import { isOurName } from "../../../domain/freeze/rulesets.ts";
import { answered } from "../answered.ts";
import {
  branchRulesFormat,
  listedRulesetsFormat,
  type RepositoryFacts,
  repositoryFormat,
  rulesetFormat,
} from "./formats.ts";
import type { LookWish } from "./freeze-github.ts";
import type { Identity } from "./identity.ts";
import { lookAtDeploys } from "./look-at-deploys.ts";
import { GithubRefused } from "./refused.ts";
import type { Calling, Sessions } from "./session.ts";

export type Looking = {
  readonly sessions: Sessions;
  readonly identity: Identity;
  /** Of muster.yml; null: all that the repository has. */
  readonly environments: readonly string[] | null;
  /** By the last look. */
  readonly facts: Map<string, RepositoryFacts>;
};

/**
 * Four calls for a repository with one ruleset of ours in force, all of them conditional: what did not change answers
 * 304 and costs nothing of the hourly limit (docs.github.com, "Use conditional requests if appropriate"). 200
 * repositories looked at every five minutes are 160 calls a minute, with the two of `watch` 240, of GitHub's 900
 * points; their first look, and one more an hour where an installation's new token makes GitHub answer in full, are
 * 800 of the 5000 an hour. Freezing one is a look of three, the change (5 points) and a look of three: one a second is
 * 660 points a minute, and 200 repositories take 200 seconds and 1400 calls.
 */
export async function look(deps: Looking, repository: string, wish: LookWish): Promise<Observed> {
  const known = wish.isReadBack ? deps.facts.get(repository) : undefined;
  const facts = known ?? (await findRepository(deps.sessions, repository, wish));
  deps.facts.set(repository, facts);
  const calling = await deps.sessions.open(repository);
  const enforcer = await deps.identity.enforcer(calling);
  const rulesets = await readRulesets(calling, facts, wish);
  const [inForce, deploys] = await Promise.all([
    "refused" in rulesets ? [] : readInForce(calling, facts, rulesets),
    lookAtDeploys(calling, wish, {
      appId: enforcer.mode === "app_check" ? enforcer.appId : null,
      environments: deps.environments,
    }),
  ]);
  return {
    repositoryId: facts.id,
    fullName: facts.full_name,
    ...(facts.html_url !== undefined && { url: facts.html_url }),
    defaultBranch: facts.default_branch,
    ...{ enforcer, rulesets, inForce, ...deploys },
  };
}

export async function readRepository({ recall, octokit, at }: Calling): Promise<RepositoryFacts> {
  const call = (headers: object) => octokit.rest.repos.get({ ...at, headers: { ...headers } });
  return await recall("repository", call, repositoryFormat);
}

/** A renamed one is followed as long as it is the same, by the id that renaming keeps. */
async function findRepository(
  sessions: Sessions,
  repository: string,
  { recorded }: LookWish,
): Promise<RepositoryFacts> {
  const facts = await readOrFollow(sessions, repository);
  const known = recorded?.repositoryId ?? null;
  if (known !== null && facts.id !== known) {
    sessions.move(repository, undefined);
    const message = `${repository} is another repository now (${facts.id}, and it was ${known}). Correct its name in muster.yml.`;
    throw new GithubRefused(message, "gone", { status: 200 });
  }
  const [owner = "", repo = ""] = facts.full_name.split("/");
  const isMoved = facts.full_name.toLowerCase() !== repository.toLowerCase();
  sessions.move(repository, isMoved ? { owner, repo } : undefined);
  return facts;
}

async function readOrFollow(sessions: Sessions, repository: string): Promise<RepositoryFacts> {
  try {
    return await readRepository(await sessions.open(repository));
  } catch (error) {
    if (!(error instanceof GithubRefused) || error.kind !== "gone") throw error;
    sessions.move(repository, undefined);
    const moved = await follow(await sessions.open(repository));
    if (!moved) throw error;
    return moved;
  }
}

/** docs.github.com, "Best practices": a redirect is followed, here to the repository by its id on the same host. */
async function follow({ octokit, at, client, ask }: Calling): Promise<RepositoryFacts | undefined> {
  const got = await answered<unknown>(octokit.rest.repos.get(at), client.mask);
  const location = got.headers?.["location"];
  if (got.answer.status !== 301 || typeof location !== "string") return undefined;
  const call = octokit.request(`GET ${location}`);
  return await ask(call, repositoryFormat, { isChange: false, needs: "Metadata: read" });
}

const PAGE = 100;
/** GitHub's own limit of rulesets in a repository is 75. */
const MOST_PAGES = 3;

async function readRulesets(
  calling: Calling,
  { full_name: name, archived }: RepositoryFacts,
  { recorded }: LookWish,
): Promise<Observed["rulesets"]> {
  if (archived) return { refused: `${name} is archived: nothing can be merged or changed there.` };
  const ids = [recorded?.rulesets.branch, recorded?.rulesets.tag];
  try {
    const listed = await listRulesets(calling);
    const ours = listed.filter((each) => isOurName(each.name) || ids.includes(each.id));
    const read = await Promise.all(ours.map(async ({ id }) => await readRuleset(calling, id)));
    return read.filter((each) => each !== undefined);
  } catch (error) {
    if (error instanceof GithubRefused && error.kind === "plan") return { refused: error.message };
    throw error;
  }
}

/** Of the repository itself: those above it are nobody's to touch here. */
export async function listRulesets(calling: Calling) {
  const { octokit, at, recall } = calling;
  const own: { readonly id: number; readonly name: string }[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const call = (headers: object) =>
      octokit.rest.repos.getRepoRulesets({
        ...{ ...at, includes_parents: false, per_page: PAGE, page, headers: { ...headers } },
      });
    const listed = await recall(`rulesets ${page}`, call, listedRulesetsFormat);
    own.push(...listed.filter(({ source_type: type = "Repository" }) => type === "Repository"));
    if (listed.length < PAGE) break;
  }
  return own;
}

/** Undefined where it was deleted since it was listed. */
async function readRuleset(
  { octokit, at, recall }: Calling,
  ruleset_id: number,
): Promise<SeenRuleset | undefined> {
  const call = (headers: object) =>
    octokit.rest.repos.getRepoRuleset({
      ...{ ...at, ruleset_id, includes_parents: false, headers: { ...headers } },
    });
  try {
    return await recall(`ruleset ${ruleset_id}`, call, rulesetFormat);
  } catch (error) {
    if (error instanceof GithubRefused && error.kind === "gone") return undefined;
    throw error;
  }
}

async function readInForce(
  { octokit, at, recall }: Calling,
  { default_branch: branch }: RepositoryFacts,
  rulesets: readonly SeenRuleset[],
): Promise<readonly number[]> {
  if (!rulesets.some(({ enforcement }) => enforcement === "active")) return [];
  const ids: number[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const call = (headers: object) =>
      octokit.rest.repos.getBranchRules({
        ...{ ...at, branch, per_page: PAGE, page, headers: { ...headers } },
      });
    const rules = await recall(`rules of ${branch} ${page}`, call, branchRulesFormat);
    ids.push(...rules.flatMap(({ ruleset_id: id }) => (id === undefined ? [] : [id])));
    if (rules.length < PAGE) break;
  }
  return [...new Set(ids)];
}
