// Owns the releases of the shop's web code: its commits, its deployments, and which commit runs.
import { createHash } from "node:crypto";

export type Commit = {
  readonly sha: string;
  readonly tag: string;
  readonly title: string;
  readonly author: string;
  readonly at: number;
  /** Throws errors at customers as soon as it runs in production. */
  readonly isBad: boolean;
  /** Whether its statuses are all green; of older ones the nightly checks never ended. */
  readonly isGreen: boolean;
};

/** What was asked for; its statuses follow from the time that has passed since. */
export type Deployment = {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  /** As it was sent: an object, or a text. */
  readonly payload: unknown;
  readonly environment: string;
  readonly description: string;
  readonly creator: string;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly createdAt: number;
  /** none: no workflow took it up. */
  readonly outcome: "success" | "failure" | "none";
};

export type DeploymentState = "pending" | "in_progress" | "success" | "failure";

export type DeploymentStatus = {
  readonly id: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly at: number;
};

export type Releases = {
  /** Oldest first; the last one is the head of `main`. */
  readonly commits: readonly Commit[];
  /** Oldest first. */
  readonly deployments: readonly Deployment[];
};

export const productionEnvironment = "production";

/** From the request to a running release. */
export const deploymentMs = { pending: 1000, in_progress: 3000, done: 12_000 } as const;

const hourMs = 3_600_000;

export function newReleases(now: Date): Releases {
  const ago = (hours: number) => now.getTime() - hours * hourMs;
  const commits = [
    newCommit("v2026.44.0", "Show delivery dates in the cart", ago(19 * 24), false),
    newCommit("v2026.45.0", "Cache category pages at the edge", ago(12 * 24), false),
    newCommit("v2026.46.0", "Read stock from the new warehouse", ago(6 * 24), false),
    newCommit("v2026.47.0", "Campaign banners", ago(50), false),
  ];
  const [first, second, third, fourth] = commits as [Commit, Commit, Commit, Commit];
  const plan = [
    [first, productionEnvironment, 18 * 24, "success"],
    [second, "staging", 11.5 * 24, "success"],
    [second, productionEnvironment, 11 * 24, "success"],
    [third, productionEnvironment, 5 * 24, "failure"],
    [fourth, "staging", 49, "success"],
    [fourth, productionEnvironment, 48, "success"],
  ] as const;
  const deployments = plan.map(([commit, environment, hours, outcome], index) => ({
    ...ship(commit, environment, ago(hours)),
    id: 870_000_001 + index,
    outcome,
  }));
  return { commits, deployments };
}

function newCommit(tag: string, title: string, at: number, isGreen: boolean): Commit {
  return { sha: shaOf(tag, at), tag, title, author: "bea", at, isBad: false, isGreen };
}

/** The release that people ship next; `isBad` when it will throw errors. */
export function nextCommit({ commits }: Releases, now: Date, isBad: boolean): Commit {
  const tag = `v2026.47.${commits.length - 3}`;
  const title = isBad ? "Rewrite the price formatter" : "Repair the price formatter";
  return { ...newCommit(tag, title, now.getTime(), true), isBad };
}

/** A deployment as the team's own pipeline creates it. */
export function ship(commit: Commit, environment: string, createdAt: number): Deployment {
  return {
    id: 0,
    sha: commit.sha,
    ref: commit.tag,
    task: "deploy",
    payload: {},
    environment,
    description: commit.title,
    creator: commit.author,
    isTransient: false,
    isProduction: environment === productionEnvironment,
    createdAt,
    outcome: "success",
  };
}

/** Oldest first. */
export function deriveStatuses(deployment: Deployment, now: Date): readonly DeploymentStatus[] {
  const { id, createdAt, outcome } = deployment;
  if (outcome === "none") return [];
  const isDone = outcome === "success";
  const course: readonly (readonly [DeploymentState, number, string])[] = [
    ["pending", deploymentMs.pending, "Waiting for a runner"],
    ["in_progress", deploymentMs.in_progress, "Rolling out"],
    [outcome, deploymentMs.done, isDone ? "Deployment finished successfully." : "Rollout failed."],
  ];
  return course
    .map(([state, after, description], index) => {
      return { id: id * 10 + index, state, description, at: createdAt + after };
    })
    .filter(({ at }) => at <= now.getTime());
}

/** What production runs: the deployment that succeeded last. */
export function findRunning({ commits, deployments }: Releases, now: Date): Commit | undefined {
  const running = deployments
    .filter(({ environment, outcome, createdAt }) => {
      const isDone = createdAt + deploymentMs.done <= now.getTime();
      return environment === productionEnvironment && outcome === "success" && isDone;
    })
    .reduce<Deployment | undefined>(
      (last, each) => (last && last.createdAt > each.createdAt ? last : each),
      undefined,
    );
  return commits.find(({ sha }) => sha === running?.sha);
}

/** A branch, a tag, or a commit by at least seven of its digits. */
export function resolveRef({ commits }: Releases, ref: string): Commit | undefined {
  const name = ref.replace(/^refs\/(heads|tags)\//, "");
  if (name === "main") return commits.at(-1);
  if (name === conflictingBranch || name === behindBranch) return commits.at(-2);
  const isSha = /^[0-9a-f]{7,40}$/.test(name);
  return commits.find(({ tag, sha }) => tag === name || (isSha && sha.startsWith(name)));
}

/** Branches that cannot be deployed as they are, for callers who leave `auto_merge` on. */
export const conflictingBranch = "topic/one-page-checkout";
export const behindBranch = "topic/gift-cards";

function shaOf(tag: string, at: number): string {
  return createHash("sha1").update(`${tag} ${at}`).digest("hex");
}
