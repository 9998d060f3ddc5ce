// What GitHub's webhooks send, in the parts of it that are read; the shapes are those of GitHub's documentation.
import { createHmac, randomUUID } from "node:crypto";

export type DeliverySent = {
  readonly id: string;
  readonly event: string;
  readonly body: Readonly<Record<string, unknown>>;
};

const about = (name = "shop/web", login = "piotr-dev") => ({
  repository: { id: 1_296_269, full_name: name, default_branch: "main" },
  sender: { login },
  installation: { id: 7 },
});

const sent = (event: string, body: DeliverySent["body"]): DeliverySent => ({
  id: randomUUID(),
  event,
  body,
});

type Pull = {
  readonly number?: number;
  readonly sha?: string;
  readonly before?: string;
  readonly base?: string;
  readonly merged?: boolean;
  readonly at?: Date;
  readonly mergedAt?: Date;
  readonly login?: string;
};

export const FIRST = "0123456789abcdef0123456789abcdef01234567";
export const SECOND = "89abcdef0123456789abcdef0123456789abcdef";

export function pullRequest(action: string, pull: Pull = {}): DeliverySent {
  const { number = 12, sha = FIRST, base = "main", merged = false, login } = pull;
  const at = (pull.at ?? new Date("2026-11-27T19:00:00Z")).toISOString();
  return sent("pull_request", {
    ...about("shop/web", login),
    ...{ action, number },
    ...(pull.before && { before: pull.before, after: sha }),
    pull_request: {
      ...{ number, title: "Mend rounding", user: { login: "piotr-dev" } },
      html_url: `https://github.com/shop/web/pull/${number}`,
      state: action === "closed" ? "closed" : "open",
      ...{ merged, merge_commit_sha: SECOND, merged_by: merged ? { login: "anna-dev" } : null },
      ...{ updated_at: at, merged_at: merged ? (pull.mergedAt?.toISOString() ?? at) : null },
      head: { sha, ref: "mend" },
      base: { ref: base, sha: SECOND },
    },
  });
}

export function checkRun(
  action: string,
  {
    identifier = "freeze_exception",
    name = "muster/freeze",
    login = "piotr-dev",
    pulls = [12],
    sha = FIRST,
  }: {
    readonly identifier?: string;
    readonly name?: string;
    readonly login?: string;
    readonly pulls?: readonly number[];
    readonly sha?: string;
  } = {},
): DeliverySent {
  const pull_requests = pulls.map((number) => ({ number, head: { sha }, base: { ref: "main" } }));
  return sent("check_run", {
    ...about("shop/web", login),
    action,
    check_run: { id: 128_620_228, name, head_sha: sha, external_id: "", pull_requests },
    ...(action === "requested_action" && { requested_action: { identifier } }),
  });
}

export function mergeGroup(number: number, headSha: string, baseSha: string): DeliverySent {
  return sent("merge_group", {
    ...about(),
    action: "checks_requested",
    merge_group: {
      head_sha: headSha,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-${number}-${baseSha}`,
      base_sha: baseSha,
      base_ref: "refs/heads/main",
    },
  });
}

export const deploymentProtection = (environment = "production"): DeliverySent =>
  sent("deployment_protection_rule", {
    ...about(),
    action: "requested",
    environment,
    event: "push",
    deployment_callback_url:
      "https://api.github.com/repos/shop/web/actions/runs/30433642/deployment_protection_rule",
  });

export const push = (ref: string): DeliverySent =>
  sent("push", { ...about(), ref, before: FIRST, after: SECOND, commits: [] });

export const ruleset = (action: string): DeliverySent =>
  sent("repository_ruleset", { ...about(), action, repository_ruleset: { id: 42 } });

/** Now called `name`. */
export const renamed = (name: string, from: string): DeliverySent =>
  sent("repository", {
    ...about(name),
    action: "renamed",
    changes: { repository: { name: { from } } },
  });

export const installation = (action: string, repositories?: readonly string[]): DeliverySent =>
  sent("installation", {
    action,
    sender: { login: "ola-admin" },
    installation: { id: 7, account: { login: "shop" } },
    ...(repositories && { repositories: repositories.map((full_name) => ({ full_name })) }),
  });

export const unknown = (event = "star"): DeliverySent =>
  sent(event, { ...about(), action: "created" });

/** As GitHub posts it. */
export function post(
  url: string,
  { id, event, body }: DeliverySent,
  { secret, text }: { readonly secret: string; readonly text?: string },
): Promise<Response> {
  const bytes = text ?? JSON.stringify(body);
  const signature = createHmac("sha256", secret).update(bytes).digest("hex");
  return fetch(`${url}/github/events`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/044aadd",
      "x-github-delivery": id,
      "x-github-event": event,
      "x-hub-signature-256": `sha256=${signature}`,
    },
    body: bytes,
  });
}
