// Derives what the page shows of the shop's GitHub: repositories, rules, pull requests and their checks.
import { checksAt } from "../shop/github/hub/change-check.ts";
import type { CheckRun, Pull, Repository } from "../shop/github/hub/hub-types.ts";
import type { Shop } from "../shop/types.ts";
import type { CheckView, GithubView, PullView, RepositoryView } from "./wire.ts";

/** More than anybody reads; how many more there are is said. */
const shownPulls = 12;
const shownMerged = 3;

export function takeGithubView({ github }: Shop): GithubView {
  const deliveries = github.deliveries();
  const lost = deliveries.filter(({ statusCode }) => statusCode === 0 || (statusCode ?? 0) >= 300);
  const repositories = github.repositories();
  return {
    repositories: repositories.map(viewRepository),
    events: { sent: deliveries.length, lost: lost.length },
    waiting: repositories.flatMap(({ facts, runs }) =>
      Object.values(runs)
        .filter(({ state }) => state === "waiting")
        .map(({ environment }) => `${facts.name} to ${environment}`),
    ),
  };
}

function viewRepository(repository: Repository): RepositoryView {
  const { facts, rulesets, pulls, variables, gates, workflows } = repository;
  const all = Object.values(pulls).toSorted((a, b) => a.number - b.number);
  const open = all.filter(({ state }) => state === "open");
  const merged = all.filter((pull) => pull.merged !== null).slice(-shownMerged);
  const rules = Object.values(rulesets);
  return {
    name: facts.name,
    note: noteOn(repository),
    isArchived: facts.isArchived,
    rulesets: rules.map(({ id, name, target, enforcement }) => ({
      ...{ id, name, target, isActive: enforcement === "active" },
    })),
    hasQueue: rules.some(({ rules: some }) => some.some(({ type }) => type === "merge_queue")),
    holds: [
      ...Object.values(variables).map(({ name, value }) => `${name}=${value}`),
      ...Object.values(gates).map(({ environment }) => `gate: ${environment}`),
      ...Object.entries(workflows)
        .filter(([, state]) => state !== "active")
        .map(([file]) => `${file} is off`),
    ],
    pulls: open.slice(0, shownPulls).map((pull) => viewPull(repository, pull)),
    morePulls: Math.max(0, open.length - shownPulls),
    merged: merged.map(({ number, title, merged: how }) => ({
      ...{ number, title, by: how?.by ?? "" },
    })),
  };
}

function noteOn({ facts }: Repository): string | null {
  if (facts.isArchived) return "archived";
  if (!facts.hasRules) return "private, on a plan without rules";
  return facts.isPrivate ? null : "public";
}

function viewPull(repository: Repository, pull: Pull): PullView {
  const { number, title, author, headSha, isDraft, autoMergeBy, approvals } = pull;
  const comments = Object.values(repository.comments).filter((each) => each.pull === number);
  const checks = checksAt(repository, headSha);
  const isNewest = (each: CheckRun, index: number) =>
    checks.findIndex(({ name, appId }) => name === each.name && appId === each.appId) === index;
  return {
    ...{ number, title, author, isDraft, sha: headSha.slice(0, 7) },
    mergesItself: autoMergeBy !== null,
    isApproved: approvals.length > 0,
    isQueued: repository.queue[number] !== undefined,
    checks: checks.filter(isNewest).map(viewCheck),
    comment: comments.at(-1)?.body ?? null,
  };
}

function viewCheck({ name, status, conclusion, output, actions }: CheckRun): CheckView {
  return {
    name,
    result: conclusion ?? status,
    title: output.title,
    actions: actions.map(({ label, identifier, description }) => ({
      ...{ label, identifier, description },
    })),
  };
}
