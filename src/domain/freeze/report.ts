// What a freeze was, once it is over: how each repository was really held, what passed it, and what was merged meanwhile.
import type { Actor } from "../actor.ts";
import type { Instant } from "../runbook/state/stamp.ts";
import type { ExceptionState, FreezeException } from "./exception.ts";
import type { Freeze, HoldMode } from "./freeze.ts";
import { MINUTE_MS } from "./freeze-time.ts";
import { type RepositoryState, repositoryStates } from "./repository.ts";

/** An event as it is stored; `id` is what each line of the report can be traced to. */
export type ReportedEvent = {
  readonly id: string;
  readonly at: Instant;
  readonly what: string;
  readonly repository: string | null;
  readonly actor: Actor;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type ReportedRepository = {
  readonly repository: string;
  readonly mode: HoldMode;
  readonly state: RepositoryState;
  /** When it was first read back as frozen within the freeze; null: it never was. */
  readonly heldFrom: Instant | null;
  /** When it was read back as open after that. */
  readonly openFrom: Instant | null;
  /** Minutes of the window in which it was not read back as frozen. */
  readonly gapMinutes: number;
};

export type FreezeReport = {
  readonly freezeId: string;
  readonly number: number;
  readonly title: string;
  readonly startsAt: Instant;
  readonly endedAt: Instant | null;
  readonly zone: string;
  readonly repositories: readonly ReportedRepository[];
  readonly exceptions: Readonly<Record<ExceptionState, number>>;
  readonly hotfixes: number;
  readonly merged: readonly ReportedEvent[];
  readonly bypassed: readonly ReportedEvent[];
  readonly drifted: readonly ReportedEvent[];
  readonly pushed: readonly ReportedEvent[];
};

export type ReportFacts = {
  /** Of the freeze and of its repositories in its time, in order. */
  readonly events: readonly ReportedEvent[];
  readonly exceptions: readonly FreezeException[];
  readonly known: ReadonlyMap<string, { readonly mode: HoldMode; readonly state: RepositoryState }>;
};

/** What is written down when a repository is read back as something else than before. */
const READ_BACK: readonly string[] = repositoryStates.map((state) => `repository.${state}`);

const DRIFT = ["rule.removed", "rule.changed", "repository.drifted"];

export function reportOf(freeze: Freeze, facts: ReportFacts, now: Date): FreezeReport {
  const { events, exceptions } = facts;
  const of = (...what: readonly string[]) =>
    events.filter((event) => what.includes(event.what) && event.at >= freeze.startsAt);
  const counts: Record<ExceptionState, number> = {
    asked: 0,
    approved: 0,
    denied: 0,
    used: 0,
    expired: 0,
    revoked: 0,
    void: 0,
  };
  for (const { state } of exceptions) counts[state] += 1;
  return {
    freezeId: freeze.id,
    number: freeze.number,
    title: freeze.title,
    startsAt: freeze.startsAt,
    endedAt: freeze.ended?.at ?? null,
    zone: freeze.zone,
    repositories: freeze.scope.repositories.map((each) => heldTimes(each, freeze, facts, now)),
    exceptions: counts,
    hotfixes: exceptions.filter(({ lane }) => lane === "hotfix").length,
    merged: of("pull.merged"),
    bypassed: of("rule.bypassed"),
    drifted: of(...DRIFT).filter(isFirstTold),
    pushed: of("push.direct"),
  };
}

/** A rule taken away is told by GitHub's event and by what was read back: one act. */
const ONE_ACT_MS = 3 * MINUTE_MS;

function isFirstTold(event: ReportedEvent, _: number, all: readonly ReportedEvent[]): boolean {
  if (event.what !== "repository.drifted") return true;
  return !all.some(
    ({ what, repository, at }) =>
      what !== event.what &&
      repository === event.repository &&
      Math.abs(Date.parse(at) - Date.parse(event.at)) <= ONE_ACT_MS,
  );
}

function heldTimes(
  repository: string,
  freeze: Freeze,
  { events, known }: ReportFacts,
  now: Date,
): ReportedRepository {
  const { mode, state } = known.get(repository.toLowerCase()) ?? NEVER_SEEN;
  const start = Date.parse(freeze.startsAt);
  const end = Date.parse(freeze.ended?.at ?? now.toISOString());
  const seen = events.filter(
    (event) => event.repository === repository && READ_BACK.includes(event.what),
  );
  // Each state lasts until the next one, the last until now.
  const spells = seen.map(({ what, at }, index) => {
    const until = Date.parse(seen[index + 1]?.at ?? now.toISOString());
    return { what, from: Math.max(Date.parse(at), start), to: Math.min(until, end) };
  });
  const held = spells.filter(({ what, from, to }) => what === "repository.frozen" && to > from);
  const heldMs = held.reduce((sum, { from, to }) => sum + to - from, 0);
  const [first] = held;
  const opened = seen.findLast(
    ({ what, at }) => what === "repository.open" && first && Date.parse(at) >= first.from,
  );
  return {
    ...{ repository, mode, state },
    heldFrom: first ? new Date(first.from).toISOString() : null,
    openFrom: opened?.at ?? null,
    gapMinutes: Math.max(0, Math.round((end - start - heldMs) / 60_000)),
  };
}

/** The number of the exception that let a merge through; null: nobody had granted one. */
export const exceptionOf = ({ detail }: Pick<ReportedEvent, "detail">): number | null =>
  typeof detail["exception"] === "number" ? detail["exception"] : null;

/** Merges into a held branch that no exception covered. */
export const mergedWithout = ({ merged }: Pick<FreezeReport, "merged">) =>
  merged.filter((event) => exceptionOf(event) === null);

const NEVER_SEEN = { mode: "none", state: "unknown" } as const;
