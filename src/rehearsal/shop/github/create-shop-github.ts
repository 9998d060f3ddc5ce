// Owns what people and tests do on GitHub beside its API, one function for each act.

import { checksAt } from "./hub/change-check.ts";
import { changeRuleset, createRuleset, removeRuleset } from "./hub/change-ruleset.ts";
import { createCheckClick } from "./hub/click-check.ts";
import { startGatedRun } from "./hub/gates.ts";
import type { Pull, Repository } from "./hub/hub-types.ts";
import { createRef, mergePull, type Outcome, pushToBranch } from "./hub/merge.ts";
import type { Hub } from "./hub/open-hub.ts";
import { personOf } from "./hub/people.ts";
import { changePull, openPull, pushToPull } from "./hub/pulls.ts";
import { enterQueue } from "./hub/queue.ts";
import { judge } from "./hub/rules.ts";
import { settleHub } from "./hub/settle-hub.ts";
import type { Said, ShopGithub } from "./shop-github.ts";
import { listWorkflows } from "./workflow.ts";

type Seen =
  | "repositories"
  | "pulls"
  | "pull"
  | "rulesetsOf"
  | "checksOf"
  | "checksOfCommit"
  | "commentsOf"
  | "variablesOf"
  | "workflowsOf"
  | "queueOf"
  | "runsOf"
  | "headOf"
  | "deliveries"
  | "installation";
type Done =
  | "openPull"
  | "push"
  | "closePull"
  | "approve"
  | "setAutoMerge"
  | "merge"
  | "queue"
  | "pushTo"
  | "createTag"
  | "clickCheck";
type Ruled = "makeRuleset" | "editRuleset" | "deleteRuleset" | "deploy";

export function findRepository(hub: Hub, name: string): Repository {
  const found = hub.find(name);
  if (found) return found;
  const names = Object.keys(hub.state().repositories).join(", ");
  throw new Error(`no repository ${name}; there are ${names}`);
}

export function findPull(hub: Hub, name: string, number: number): Pull {
  const { pulls } = findRepository(hub, name);
  const found = pulls[number];
  if (found) return found;
  throw new Error(`no pull request ${name}#${number}; there are ${Object.keys(pulls).join(", ")}`);
}

export function createSights(hub: Hub): Pick<ShopGithub, Seen> {
  const at = (name: string) => {
    settleHub(hub);
    return findRepository(hub, name);
  };
  const checksOfCommit = (name: string, sha: string) => checksAt(at(name), sha);
  return {
    repositories: () => {
      settleHub(hub);
      return Object.values(hub.state().repositories);
    },
    pulls: (name, state = "open") =>
      Object.values(at(name).pulls)
        .filter((pull) => state === "all" || pull.state === state)
        .toSorted((a, b) => a.number - b.number),
    pull: (name, number) => {
      settleHub(hub);
      return findPull(hub, name, number);
    },
    rulesetsOf: (name) => Object.values(at(name).rulesets),
    checksOf: (name, number) => checksOfCommit(name, findPull(hub, name, number).headSha),
    checksOfCommit,
    commentsOf: (name, number) =>
      Object.values(at(name).comments).filter(({ pull }) => pull === number),
    variablesOf: (name) => Object.values(at(name).variables),
    workflowsOf: (name) => {
      const { facts, workflows } = at(name);
      const all = listWorkflows(facts.name, workflows);
      return Object.fromEntries(all.map(({ file, state }) => [file, state]));
    },
    queueOf: (name) => Object.values(at(name).queue),
    runsOf: (name) => Object.values(at(name).runs),
    headOf: (name, branch) => {
      const repository = at(name);
      const wanted = branch ?? repository.facts.defaultBranch;
      const sha = hub.headOf(repository, wanted);
      if (sha === undefined) throw new Error(`${name} has no branch ${wanted}`);
      return sha;
    },
    deliveries: () => hub.state().deliveries,
    installation: () => hub.state().installation,
  };
}

function isHeldUp(repository: Repository, pull: Pull): boolean {
  const ref = `refs/heads/${pull.base}`;
  const change = { ref, kind: "update", sha: pull.headSha, pull } as const;
  return pull.isDraft || judge(repository, change, personOf(pull.author)).violations.length > 0;
}

const usual = "bea-dev";

export function createActs(hub: Hub): Pick<ShopGithub, Done> {
  const at = (name: string) => findRepository(hub, name);
  const pullAt = (name: string, number: number) => findPull(hub, name, number);
  const settled = <Result>(result: Result): Result => {
    settleHub(hub);
    return result;
  };
  const change = (
    name: string,
    number: number,
    wish: Partial<Pull> & { readonly action: string; readonly by?: string | undefined },
  ): Pull => {
    const pull = pullAt(name, number);
    const changed = changePull(hub, at(name), pull, { ...wish, by: wish.by ?? pull.author });
    return settled(changed);
  };
  const say = (what: string, outcome: Outcome): Said => {
    hub.core.tell(outcome.ok ? `${what}: done` : `${what}: refused`);
    const { ok, status, message } = settled(outcome);
    return { ok, status, message };
  };
  return {
    openPull: (name, wish) => settled(openPull(hub, at(name), wish)),
    push: (name, number, by) => {
      const pull = pullAt(name, number);
      return settled(pushToPull(hub, at(name), pull, by ?? pull.author));
    },
    closePull: (name, number, by) =>
      change(name, number, { action: "closed", by, state: "closed", closedAt: hub.now() }),
    approve: (name, number, by = usual) => {
      const { approvals } = pullAt(name, number);
      // GitHub tells of reviews by an event of their own, which nobody here listens to.
      const pull = { ...pullAt(name, number), approvals: [...new Set([...approvals, by])] };
      hub.put(at(name), "pulls", number, pull);
      settleHub(hub);
      return pullAt(name, number);
    },
    setAutoMerge: (name, number, isOn, by) => {
      const pull = pullAt(name, number);
      const who = by ?? pull.author;
      if (isOn && !isHeldUp(at(name), pull)) {
        return { ok: false, status: 422, message: "Pull request is in clean status" };
      }
      const action = isOn ? "auto_merge_enabled" : "auto_merge_disabled";
      change(name, number, { action, by: who, autoMergeBy: isOn ? who : null });
      return { ok: true, status: 200, message: action };
    },
    merge: (name, number, by = usual) =>
      say(
        `${by} merges ${name}#${number}`,
        mergePull(hub, at(name), { pull: pullAt(name, number), actor: personOf(by) }),
      ),
    queue: (name, number, by = usual) =>
      say(
        `${by} queues ${name}#${number}`,
        enterQueue(hub, at(name), pullAt(name, number), personOf(by)),
      ),
    pushTo: (name, branch, by = usual) => {
      const wanted = branch ?? at(name).facts.defaultBranch;
      const outcome = pushToBranch(hub, at(name), wanted, personOf(by));
      return say(`${by} pushes to ${wanted} of ${name}`, outcome);
    },
    createTag: (name, tag, by = usual) => {
      const sha = hub.headOf(at(name), at(name).facts.defaultBranch) ?? "";
      const outcome = createRef(hub, at(name), { ref: `refs/tags/${tag}`, sha }, personOf(by));
      return say(`${by} tags ${name} ${tag}`, outcome);
    },
    clickCheck: createCheckClick(hub, { at, pullAt }),
  };
}

/** What admins do in a repository's settings, and who deploys it. */
export function createAdminActs(hub: Hub): Pick<ShopGithub, Ruled> {
  const at = (name: string) => findRepository(hub, name);
  const settled = <Result>(result: Result): Result => {
    settleHub(hub);
    return result;
  };
  return {
    makeRuleset: (name, wish, by = usual) => settled(createRuleset(hub, at(name), wish, by)),
    editRuleset: (name, id, wish, by = usual) => {
      const ruleset = at(name).rulesets[id];
      if (!ruleset) throw new Error(`${name} has no ruleset ${id}`);
      return settled(changeRuleset(hub, at(name), { ruleset, by }, { ...ruleset, ...wish }));
    },
    deleteRuleset: (name, id, by = usual) => {
      const ruleset = at(name).rulesets[id];
      if (!ruleset) throw new Error(`${name} has no ruleset ${id}`);
      removeRuleset(hub, at(name), { ruleset, by });
      hub.core.tell(`${by} deleted ruleset “${ruleset.name}” of ${name} by hand`);
      settleHub(hub);
    },
    deploy: (name, environment = "production", by = usual, ref) =>
      settled(startGatedRun(hub, at(name), { environment, by, ref })),
  };
}
