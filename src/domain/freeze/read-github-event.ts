// Reads a delivery of GitHub's webhooks: what it means for freezes, nothing, or why it cannot be read.
import { z } from "zod";
import type { PullSeen } from "./follow-pull.ts";
import type { AccessChange, GithubEvent } from "./github-event.ts";
import { EXCEPTION_ACTION, FREEZE_CHECK } from "./observed.ts";

/** `event` null: it is understood, and means nothing to freezes. */
export type GithubReading =
  | { readonly ok: true; readonly event: GithubEvent | null }
  | { readonly ok: false; readonly reason: string };

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/i);
const repository = z
  .object({ id: z.int(), full_name: z.string().min(3) })
  .transform(({ id, full_name: name }) => ({ id, name }));
const sender = z.object({ login: z.string() });
const own = z.object({ repository, sender });

const readers: Readonly<Record<string, (body: unknown) => GithubEvent | null>> = {
  pull_request: readPull,
  check_run: readCheckRun,
  check_suite: readCheckSuite,
  merge_group: readMergeGroup,
  deployment_protection_rule: readGate,
  push: readPush,
  repository_ruleset: (body) => readRepository(body, "ruleset"),
  repository: (body) => readRepository(body, "repository"),
  installation: readInstallation,
  installation_repositories: readInstalledRepositories,
};

export function readGithubEvent(event: string, body: unknown): GithubReading {
  const read = readers[event];
  if (!read) return { ok: true, event: null };
  try {
    return { ok: true, event: read(body) };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return { ok: false, reason: `The ${event} delivery cannot be read: ${saidBy(error)}` };
  }
}

function saidBy(error: z.ZodError): string {
  const [first] = error.issues;
  const where = first?.path.join(".") ?? "";
  return `${where === "" ? "it" : where}: ${first?.message ?? "not as expected"}`;
}

const pullBody = own.extend({
  action: z.string(),
  number: z.int().positive(),
  before: sha.optional(),
  changes: z.object({ base: z.unknown().optional() }).optional(),
  pull_request: z.object({
    title: z.string(),
    html_url: z.string(),
    state: z.enum(["open", "closed"]),
    merged: z.boolean().nullish(),
    merge_commit_sha: z.string().nullish(),
    merged_at: z.iso.datetime({ offset: true }).nullish(),
    merged_by: z.object({ login: z.string() }).nullish(),
    // A deleted account has none.
    user: z.object({ login: z.string() }).nullable(),
    updated_at: z.iso.datetime({ offset: true }),
    head: z.object({ sha }),
    base: z.object({ ref: z.string() }),
  }),
});

/** After these its newest commit, its branch or itself is another than what was told. */
const TOLD_ANEW = ["opened", "reopened", "synchronize", "ready_for_review"];

function readPull(body: unknown): GithubEvent {
  const read = pullBody.parse(body);
  const { pull_request: pull, action, changes } = read;
  const isMerged = pull.merged === true;
  const seen: PullSeen = {
    number: read.number,
    headSha: pull.head.sha,
    title: pull.title,
    url: pull.html_url,
    author: pull.user?.login ?? "",
    base: pull.base.ref,
    isOpen: pull.state === "open",
    isMerged,
    // Of an open one it is a trial merge.
    mergeSha: isMerged ? (pull.merge_commit_sha ?? null) : null,
    mergedAt: isMerged ? new Date(pull.merged_at ?? pull.updated_at).toISOString() : null,
    mergedBy: pull.merged_by?.login ?? null,
    ...(action === "synchronize" && read.before && { before: read.before }),
    at: new Date(pull.updated_at),
  };
  const isMoved = action === "edited" && changes?.base !== undefined;
  const isToTell = seen.isOpen && (isMoved || TOLD_ANEW.includes(action));
  return { is: "pull", repository: read.repository, pull: seen, isToTell };
}

const numbers = z.array(z.object({ number: z.int().positive() })).catch([]);

const checkBody = own.extend({
  action: z.string(),
  check_run: z.object({ name: z.string(), head_sha: sha, pull_requests: numbers }),
  requested_action: z.object({ identifier: z.string() }).nullish(),
});

function readCheckRun(body: unknown): GithubEvent | null {
  // Every other check of every commit is told with the same event.
  const asked = actionOf(body);
  if (asked !== "requested_action" && asked !== "rerequested") return null;
  const { check_run: run, requested_action: button, ...read } = checkBody.parse(body);
  const headSha = run.head_sha;
  if (run.name !== FREEZE_CHECK) return null;
  if (asked === "rerequested") {
    return { is: "check-again", repository: read.repository, headSha };
  }
  if (button?.identifier !== EXCEPTION_ACTION) return null;
  const pull = run.pull_requests[0]?.number ?? null;
  const { login } = read.sender;
  return { is: "exception-asked", repository: read.repository, pull, headSha, login };
}

const suiteBody = own.extend({ check_suite: z.object({ head_sha: sha }) });

function readCheckSuite(body: unknown): GithubEvent | null {
  if (actionOf(body) !== "rerequested") return null;
  const { repository: where, check_suite: suite } = suiteBody.parse(body);
  return { is: "check-again", repository: where, headSha: suite.head_sha };
}

const groupBody = own.extend({
  merge_group: z.object({
    ...{ head_sha: sha, head_ref: z.string() },
    ...{ base_sha: sha.optional(), base_ref: z.string() },
  }),
});

/** `gh-readonly-queue/<branch>/pr-<number>-<base>`: each entry of a queue is built on the one before. */
const QUEUE_REF = /\/pr-([1-9][0-9]*)-[0-9a-f]+$/i;

function readMergeGroup(body: unknown): GithubEvent | null {
  if (actionOf(body) !== "checks_requested") return null;
  const { repository: where, merge_group: group } = groupBody.parse(body);
  const number = QUEUE_REF.exec(group.head_ref)?.[1];
  return {
    is: "queue-asks",
    repository: where,
    branch: group.base_ref.replace(/^refs\/heads\//, ""),
    headSha: group.head_sha,
    baseSha: group.base_sha ?? null,
    pull: number === undefined ? null : Number(number),
  };
}

const gateBody = own.extend({
  environment: z.string(),
  deployment_callback_url: z.string().regex(/\/actions\/runs\/[0-9]+\//),
});

function readGate(body: unknown): GithubEvent | null {
  if (actionOf(body) !== "requested") return null;
  const { repository: where, environment, deployment_callback_url: url } = gateBody.parse(body);
  const runId = Number(/\/actions\/runs\/([0-9]+)\//.exec(url)?.[1]);
  return { is: "gate-asks", repository: where, runId, environment };
}

const pushBody = own.extend({ ref: z.string() });

function readPush(body: unknown): GithubEvent {
  const { repository: where, ref } = pushBody.parse(body);
  return { is: "push", repository: where, ref };
}

const changedBody = own.extend({
  action: z.string(),
  repository_ruleset: z.object({ id: z.int() }).optional(),
  changes: z
    .object({
      repository: z.object({ name: z.object({ from: z.string() }).optional() }).optional(),
      owner: z.unknown().optional(),
    })
    .nullish(),
});

function readRepository(body: unknown, what: "repository" | "ruleset"): GithubEvent | null {
  // A ruleset of an organisation comes without a repository.
  if (ofNoRepository.safeParse(body).success) return null;
  const read = changedBody.parse(body);
  const { repository: where, action, changes } = read;
  const { login } = read.sender;
  const ruleset = read.repository_ruleset?.id ?? null;
  const old = changes?.repository?.name?.from;
  const from = old === undefined ? null : `${where.name.split("/", 1)[0]}/${old}`;
  return {
    ...{ is: "repository-changed", repository: where, what: `${what}.${action}` },
    ...{ login, ruleset, from },
  };
}

const ofNoRepository = z.object({ action: z.string(), repository: z.undefined().optional() });

const named = z.array(z.object({ full_name: z.string() }));
const installed = z.object({
  action: z.string(),
  sender,
  installation: z.object({ account: z.object({ login: z.string() }) }),
});

const ACCESS: Readonly<Record<string, AccessChange>> = {
  created: "granted",
  unsuspend: "granted",
  new_permissions_accepted: "granted",
  deleted: "deleted",
  suspend: "suspended",
};

function readInstallation(body: unknown): GithubEvent | null {
  const read = installed.extend({ repositories: named.catch([]) }).parse(body);
  const how = ACCESS[read.action];
  if (!how) return null;
  return {
    is: "access-changed",
    how,
    login: read.sender.login,
    owner: read.installation.account.login,
    repositories: read.repositories.map(({ full_name: name }) => name),
  };
}

function readInstalledRepositories(body: unknown): GithubEvent | null {
  const lists = { repositories_added: named.catch([]), repositories_removed: named.catch([]) };
  const read = installed.extend(lists).parse(body);
  const isRemoved = read.action === "removed";
  const those = isRemoved ? read.repositories_removed : read.repositories_added;
  if (those.length === 0) return null;
  return {
    is: "access-changed",
    how: isRemoved ? "removed" : "granted",
    login: read.sender.login,
    owner: read.installation.account.login,
    repositories: those.map(({ full_name: name }) => name),
  };
}

const actionOf = (body: unknown): string => z.object({ action: z.string() }).parse(body).action;
