// Everything freezes say to GitHub and ask of it, by repository.
import type { RepositoryPreflight } from "../../../domain/freeze/freeze.ts";
import type { Observed } from "../../../domain/freeze/observed.ts";
import type { FrozenRepository } from "../../../domain/freeze/repository.ts";
import type { RepositoryAction } from "../../../domain/freeze/repository-action.ts";
import type { Github } from "../github.ts";
import { change } from "./change.ts";
import { listDeliveries, redeliver } from "./deliveries.ts";
import { answerGate, findRun, isStartedBy } from "./gates.ts";
import { openIdentity } from "./identity.ts";
import { type Looking, look } from "./look.ts";
import { writeCheck, writeComment } from "./notices.ts";
import type { SlotWish } from "./pace.ts";
import { type Foreseen, foresee, type PreflightWish, preflight } from "./preflight.ts";
import { findPull, headOf, listOpenPulls, listPullsOfCommit, mergePull } from "./pulls.ts";
import { createSessions } from "./session.ts";
import { listActivity, listBypasses } from "./watch.ts";

/** What of a repository is looked at besides its rulesets. */
export type LookWish = {
  readonly recorded: FrozenRepository | undefined;
  /** File names of workflows that are held, or were. */
  readonly workflows: readonly string[];
  readonly hasVariable: boolean;
  readonly hasGates: boolean;
  /** Right after a change of ours: what the repository itself is was just looked at. */
  readonly isReadBack?: boolean;
};

export type OpenPull = {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** GitHub login. */
  readonly author: string;
  readonly headSha: string;
  /** Branch it wants to be merged into, without `refs/heads/`. */
  readonly base: string;
  readonly isDraft: boolean;
  /** Merges by itself as soon as it may. */
  readonly isAutoMerge: boolean;
};

export type PullFacts = OpenPull & {
  readonly state: "open" | "closed";
  readonly isMerged: boolean;
  readonly mergedAt: string | null;
  readonly mergeSha: string | null;
  readonly mergedBy: string | null;
};

/** A check on one commit; its text is public and holds no free words of people. */
export type CheckNotice = {
  readonly headSha: string;
  readonly conclusion: "success" | "failure";
  readonly title: string;
  readonly summary: string;
  /** With the button that asks for an exception. */
  readonly action?: { readonly label: string; readonly description: string };
  readonly externalId: string;
  /** The check run that says something else so far. */
  readonly replaces?: number;
};

/** The one comment where there can be no check; one that is `replaces` is edited. */
export type CommentNotice = {
  readonly pull: number;
  readonly text: string;
  readonly replaces?: number;
};

export type Merged =
  | { readonly as: "merged"; readonly sha: string }
  /** Another commit was pushed. */
  | { readonly as: "moved" }
  /** GitHub's words: other rules of the repository are not met. */
  | { readonly as: "not-yet"; readonly message: string }
  | { readonly as: "closed" };

export type BypassSeen = {
  readonly id: number;
  readonly actor: string;
  readonly ref: string;
  readonly sha: string;
  readonly at: string;
};

export type ActivitySeen = BypassSeen & {
  readonly type: string;
  readonly before: string;
};

export type GateRun = {
  readonly id: number;
  readonly headSha: string;
  readonly event: string;
  readonly title: string;
  /** Logins of who started it. */
  readonly actors: readonly string[];
  /** GitHub's word: `waiting`, `in_progress`, `completed`, ... */
  readonly status: string;
};

export type GateAnswer = {
  readonly runId: number;
  readonly environment: string;
  readonly isApproved: boolean;
  readonly comment: string;
};

export type HookDelivery = {
  readonly id: number;
  /** X-GitHub-Delivery. */
  readonly guid: string;
  readonly event: string;
  readonly isRedelivery: boolean;
  readonly deliveredAt: string;
  readonly statusCode: number;
};

/**
 * All but `slot` throw IntegrationError where no whole answer came, and GithubRefused (which is one) where GitHub says
 * no. What changes something needs a slot first.
 */
export type FreezeGithub = {
  readonly access: "app" | "token" | "none";
  /** Milliseconds until GitHub may be told one more thing; 0: now, and the slot is taken. */
  slot(repository: string, wish: SlotWish): number;
  /** The slot was another process's: so many milliseconds later it is tried again. */
  yieldSlot(repository: string, wish: SlotWish, afterMs: number): void;
  /** Those of one account share its limits. */
  accountOf(repository: string): string;
  look(repository: string, wish: LookWish): Promise<Observed>;
  change(repository: string, action: RepositoryAction): Promise<void>;
  /** What GitHub answers of the repository is a finding, not an error. */
  preflight(repository: string, wish: PreflightWish): Promise<RepositoryPreflight>;
  /** The same without pull requests; what GitHub answers is thrown. */
  foresee(repository: string, wish: PreflightWish): Promise<Foreseen>;
  /** As GitHub lists them now, or did at `since` or later. */
  listOpenPulls(repository: string, since: Date, now: Date): Promise<readonly OpenPull[]>;
  /** Undefined where there is no such pull request. */
  findPull(repository: string, pull: number): Promise<PullFacts | undefined>;
  listPullsOfCommit(repository: string, sha: string): Promise<readonly PullFacts[]>;
  /** Undefined where there is no such branch. */
  headOf(repository: string, branch: string): Promise<string | undefined>;
  /** The id of the check run. */
  check(repository: string, notice: CheckNotice): Promise<number>;
  /** The id of the comment. */
  comment(repository: string, notice: CommentNotice): Promise<number>;
  merge(repository: string, wish: { readonly pull: number; readonly sha: string }): Promise<Merged>;
  /** Of the last 24 hours. */
  listBypasses(repository: string): Promise<readonly BypassSeen[]>;
  /** Of the last 24 hours. */
  listActivity(repository: string): Promise<readonly ActivitySeen[]>;
  findRun(repository: string, runId: number): Promise<GateRun | undefined>;
  /** Whether Muster itself started it: a rollback of a runbook. */
  isOurRun(repository: string, run: GateRun): Promise<boolean>;
  /** Who Muster is there: `muster[bot]`, or the token's user. */
  login(repository: string): Promise<string>;
  answerGate(repository: string, answer: GateAnswer): Promise<void>;
  /** The newest first, from `since` on, of the app's own webhook; none with a token. */
  listDeliveries(since: Date): Promise<readonly HookDelivery[]>;
  redeliver(id: number): Promise<void>;
};

/** Below this the hourly limit is kept for rules; messages wait for the next hour. */
const KEPT_FOR_RULES = 500;

export function openFreezeGithub(github: Github): FreezeGithub {
  const { access, environments } = github.settings;
  const sessions = createSessions(github);
  const identity = openIdentity(github);
  const looking: Looking = { sessions, identity, environments, facts: new Map() };
  const open = sessions.open;
  const pulls = new Map<string, { readonly at: Date; readonly listed: readonly OpenPull[] }>();
  return {
    access: access?.kind ?? "none",
    slot: (repository, wish) => {
      const { pace, remaining, resetAt } = sessions.accountOf(repository);
      const now = wish.now.getTime();
      const isShort = wish.kind === "message" && remaining < KEPT_FOR_RULES && resetAt > now;
      return isShort ? resetAt - now : pace.take(wish);
    },
    yieldSlot: (repository, wish, afterMs) =>
      sessions.accountOf(repository).pace.yield(wish, afterMs),
    accountOf: (repository) => sessions.accountOf(repository).name,
    look: async (repository, wish) => await look(looking, repository, wish),
    change: async (repository, action) => await change(await open(repository), identity, action),
    preflight: async (repository, wish) => await preflight(looking, repository, wish),
    foresee: async (repository, wish) => await foresee(looking, repository, wish),
    listOpenPulls: async (repository, since, now) => {
      const known = pulls.get(repository);
      if (known && known.at >= since) return known.listed;
      const listed = await listOpenPulls(await open(repository));
      pulls.set(repository, { at: now, listed });
      return listed;
    },
    findPull: async (repository, pull) => await findPull(await open(repository), pull),
    listPullsOfCommit: async (repository, sha) =>
      await listPullsOfCommit(await open(repository), sha),
    headOf: async (repository, branch) => await headOf(await open(repository), branch),
    check: async (repository, notice) => await writeCheck(await open(repository), notice),
    comment: async (repository, notice) => {
      const calling = await open(repository);
      return await writeComment(calling, notice, await identity.login(calling));
    },
    merge: async (repository, wish) => await mergePull(await open(repository), wish),
    listBypasses: async (repository) => await listBypasses(await open(repository)),
    listActivity: async (repository) => await listActivity(await open(repository)),
    findRun: async (repository, runId) => await findRun(await open(repository), runId),
    isOurRun: async (repository, run) =>
      isStartedBy(run, await identity.login(await open(repository))),
    login: async (repository) => await identity.login(await open(repository)),
    answerGate: async (repository, answer) => await answerGate(await open(repository), answer),
    listDeliveries: async (since) => await listDeliveries(github, since),
    redeliver: async (id) => await redeliver(github, id),
  };
}
