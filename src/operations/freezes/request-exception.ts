// Somebody asks to let one commit of one pull request pass a freeze: in Slack, or by the button on GitHub.
import type { Actor } from "../../domain/actor.ts";
import { checkReason } from "../../domain/freeze/decide-exception.ts";
import { type Refused, refuse } from "../../domain/refusal.ts";
import type { Instant, Person } from "../../domain/runbook/state/stamp.ts";
import { type Context, inTransaction, recordAudit, type Tx } from "../context.ts";
import { askException, type ExceptionRequested } from "./ask-exception.ts";
import { actorOf } from "./may-manage.ts";

export type ExceptionWish = {
  /** As muster.yml writes it, in any case. */
  readonly repository: string;
  readonly pull: number;
  /** The commit, or its first characters; left out: the newest of the pull request. */
  readonly headSha?: string | null;
  readonly reason: string;
  /** The incident whose fix it is. */
  readonly incidentId?: string | null;
  /** No longer than until then. */
  readonly until?: Instant | null;
  readonly by: Person;
};

export async function requestException(
  ctx: Context,
  wish: ExceptionWish,
): Promise<ExceptionRequested> {
  return await inTransaction(ctx, async (tx) => {
    const { pull, headSha, reason, incidentId = null, until } = wish;
    const wantedSha = headSha?.trim().toLowerCase();
    const requested =
      checkWish(wish, tx.now) ??
      (await askException(tx, {
        ...{ pull, incidentId, reason: reason.trim(), login: null },
        repository: wish.repository.trim(),
        requestedBy: actorOf(tx, wish.by),
        ...(wantedSha && { wantedSha }),
        ...(until && { until }),
      }));
    if (!requested.ok) await recordRefused(tx, `${wish.repository}#${pull}`, requested);
    return requested;
  });
}

function checkWish({ pull, headSha, reason, until }: ExceptionWish, now: Date) {
  if (!Number.isSafeInteger(pull) || pull < 1) {
    return refuse({ code: "bad-pull", given: String(pull) });
  }
  const sha = headSha?.trim() ?? "";
  if (sha !== "" && !/^[0-9a-f]{7,64}$/i.test(sha)) {
    return refuse({ code: "bad-commit", given: sha });
  }
  if (until && new Date(until) <= now) return refuse({ code: "until-passed", at: until });
  return checkReason(reason);
}

export type GithubWish = {
  readonly repository: string;
  readonly pull: number;
  readonly headSha: string;
  /** Who pressed the button. */
  readonly login: string;
  /** The Slack user who that is, where muster.yml says so. */
  readonly user: string | null;
};

/** The button gives no reason: a person in Slack completes it. */
export async function requestFromGithub(tx: Tx, wish: GithubWish): Promise<ExceptionRequested> {
  const { repository, pull, headSha: wantedSha, login, user } = wish;
  const requestedBy: Actor | null = user ? { type: "person", user, via: "hook" } : null;
  const about = { repository, pull, wantedSha, login, requestedBy, incidentId: null, reason: "" };
  const requested = await askException(tx, about);
  if (!requested.ok) await recordRefused(tx, `${repository}#${pull}`, requested);
  return requested;
}

async function recordRefused(tx: Tx, subject: string, { refusal }: Refused): Promise<void> {
  await recordAudit(tx, "exception.request", subject, { outcome: "refused", detail: { refusal } });
}
