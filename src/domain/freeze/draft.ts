// Makes a freeze of what somebody wants to declare, or says what is wrong with it.
import type { Actor } from "../actor.ts";
import { TEXT_LIMIT } from "../incident.ts";
import { type Refused, refuse } from "../refusal.ts";
import { nearest } from "../runbook/language/nearest.ts";
import type { Freeze, FreezeDraft } from "./freeze.ts";
import { after, DAY_MS } from "./freeze-time.ts";

const MOST_REPOSITORIES = 200;
export const TITLE_LIMIT = 150;
const MOST_DAYS = 366;

/** `listed`: the repositories of muster.yml. A start in the past is no mistake: it begins at once. */
export function checkDraft(
  draft: FreezeDraft,
  listed: readonly string[],
  now: Date,
): Refused | undefined {
  return (
    checkText("title", draft.title, TITLE_LIMIT) ??
    checkText("reason", draft.reason, TEXT_LIMIT) ??
    checkWindow(draft, now) ??
    checkRepositories(draft.scope.repositories, listed)
  );
}

function checkText(what: "title" | "reason", text: string, limit: number): Refused | undefined {
  const { length } = text.trim();
  if (length === 0) {
    return what === "reason"
      ? refuse({ code: "reason-needed", what: "freeze" })
      : refuse({ code: "text-needed", what });
  }
  return length > limit ? refuse({ code: "text-too-long", what, length, limit }) : undefined;
}

function checkWindow({ startsAt, endsAt }: FreezeDraft, now: Date): Refused | undefined {
  if (endsAt === null) return undefined;
  const end = new Date(endsAt);
  const problem =
    end <= new Date(startsAt)
      ? "end-before-start"
      : end <= now
        ? "over"
        : end > after(startsAt, MOST_DAYS * DAY_MS)
          ? "too-long"
          : undefined;
  return problem && refuse({ code: "freeze-window", problem, at: endsAt });
}

function checkRepositories(
  wanted: readonly string[],
  listed: readonly string[],
): Refused | undefined {
  const count = wanted.length;
  if (count === 0) return refuse({ code: "no-repositories" });
  if (count > MOST_REPOSITORIES) {
    return refuse({ code: "too-many-repositories", count, limit: MOST_REPOSITORIES });
  }
  const unknown = wanted.find((each) => !listed.includes(each));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, listed) ?? null;
  return refuse({ code: "unknown-repository", wanted: unknown, near });
}

export type FreezeOrigin = {
  readonly id: string;
  readonly by: Actor;
  readonly now: Date;
  readonly incidentId?: string;
  readonly runId?: string;
  readonly effectId?: string;
};

export function draftOf(
  draft: FreezeDraft,
  origin: FreezeOrigin,
): Omit<Freeze, "number" | "version"> {
  const { id, by, now, incidentId = null, runId = null, effectId = null } = origin;
  const { scope } = draft;
  return {
    ...draft,
    id,
    title: draft.title.trim(),
    reason: draft.reason.trim(),
    scope: { ...scope, repositories: [...new Set(scope.repositories)].sort() },
    state: "drafted",
    declaredBy: by,
    declaredAt: now.toISOString(),
    proposal: null,
    incidentId,
    runId,
    effectId,
    preflight: null,
    ended: null,
  };
}
