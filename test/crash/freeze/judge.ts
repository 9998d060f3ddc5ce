// Compares what GitHub and Slack hold with what people were promised: each difference is a fault of a kind.
import type { Ballot } from "../../../src/domain/freeze/ballot.ts";
import type { FreezeException } from "../../../src/domain/freeze/exception.ts";
import type { FrozenRepository } from "../../../src/domain/freeze/repository.ts";
import type { Ruleset } from "../../../src/rehearsal/shop/github/hub/hub-types.ts";
import type { CastVote, Meant } from "./ledger.ts";

export type FaultKind =
  /** A repository is not held, is held, or is said to be what it is not. */
  | "state"
  /** A ruleset of somebody else was changed or taken away. */
  | "touched"
  /** A ruleset of ours is there twice, or after its time. */
  | "rulesets"
  /** A pull request, tag or push passed that must not, or did not although it may. */
  | "passed"
  /** A pull request could be merged when its repository was called frozen already. */
  | "gap"
  | "votes"
  | "exceptions"
  /** What people did and were told is taken, and nothing came of it. */
  | "lost"
  | "stuck"
  | "posts";

export type Fault = { readonly kind: FaultKind; readonly text: string };

export type SeenRepository = {
  readonly repository: string;
  readonly meant: Meant;
  /** False where GitHub refuses rules: it is told and watched only. */
  readonly isEnforceable: boolean;
  /** Somebody changed or took away our rule by hand while it held. */
  readonly isTouched: boolean;
  /** All but those that others made. */
  readonly rulesets: readonly Ruleset[];
  readonly recorded: Pick<FrozenRepository, "state"> | undefined;
};

const TARGETS = ["branch", "tag"] as const;

export function judgeRepository(seen: SeenRepository): readonly Fault[] {
  return [...judgeRulesets(seen), ...judgeState(seen)].map(({ kind, text }) => ({
    kind,
    text: `${seen.repository} (${seen.meant}): ${text}`,
  }));
}

function judgeRulesets({ meant, rulesets, isEnforceable }: SeenRepository): readonly Fault[] {
  const doubled = TARGETS.flatMap((target): Fault[] => {
    const many = rulesets.filter((each) => each.target === target).length;
    return many > 1 ? [{ kind: "rulesets", text: `${many} rulesets of ours for ${target}` }] : [];
  });
  const isLeft = (meant === "nothing" || !isEnforceable) && rulesets.length > 0;
  const left: Fault[] = isLeft
    ? [{ kind: "rulesets", text: `left over: ${rulesets.map(({ name }) => name).join(", ")}` }]
    : [];
  return [...doubled, ...left];
}

function judgeState(seen: SeenRepository): readonly Fault[] {
  const { meant, isEnforceable, isTouched, rulesets, recorded } = seen;
  const state = recorded?.state ?? "open";
  if (meant === "nothing" || !isEnforceable) {
    const due = meant === "nothing" ? "open" : "unenforced";
    return state === due ? [] : [{ kind: "state", text: `recorded as ${state}` }];
  }
  if (isTouched && meant === "frozen" && state === "drifted") return [];
  const standing = standingOf(rulesets);
  const wanted = meant === "frozen" ? "active" : "disabled";
  if (state === DUE[meant] && standing === wanted) return [];
  return [{ kind: "state", text: `called ${state} while its rules are ${standing}` }];
}

const DUE = { frozen: "frozen", staged: "staged" } as const;

/** What both rulesets together come to. */
function standingOf(rulesets: readonly Ruleset[]): "active" | "disabled" | "missing" | "mixed" {
  const each = TARGETS.map((target) => rulesets.find((ruleset) => ruleset.target === target));
  if (each.some((ruleset) => ruleset === undefined)) return "missing";
  const kinds = new Set(each.map((ruleset) => ruleset?.enforcement));
  if (kinds.size > 1) return "mixed";
  const isWhole = each.every((ruleset) => ruleset && ruleset.rules.length === 2 && covers(ruleset));
  if (!isWhole) return "mixed";
  return kinds.has("active") ? "active" : "disabled";
}

const MEANT = { branch: ["~DEFAULT_BRANCH", "refs/heads/release/**/*"], tag: ["refs/tags/v*"] };

function covers({ target, conditions, bypass_actors }: Ruleset): boolean {
  const { include, exclude } = conditions.ref_name;
  const wanted = target === "tag" ? MEANT.tag : MEANT.branch;
  return (
    wanted.every((each) => include.includes(each)) &&
    exclude.length === 0 &&
    bypass_actors.length === 0
  );
}

/** By repository and id, byte for byte. */
export type Foreign = ReadonlyMap<string, string>;

export function judgeForeign(before: Foreign, now: Foreign): readonly Fault[] {
  return [...before].flatMap(([name, text]): Fault[] => {
    const found = now.get(name);
    if (found === text) return [];
    const what = found === undefined ? "is gone" : `was ${text}, is ${found}`;
    return [{ kind: "touched", text: `the ruleset ${name} of somebody else ${what}` }];
  });
}

export type VotesSeen = {
  readonly cast: readonly CastVote[];
  /** By proposal or exception. */
  readonly ballots: ReadonlyMap<string, Pick<Ballot, "votes">>;
  /** Of the trail: one line for each vote that was taken. */
  readonly trail: readonly CastVote[];
};

export function judgeVotes({ cast, ballots, trail }: VotesSeen): readonly Fault[] {
  const fault = (text: string): Fault => ({ kind: "votes", text });
  const lost = cast.filter(
    ({ on, by }) => !ballots.get(on)?.votes.some((vote) => vote.by.id === by),
  );
  const counted = [...ballots].flatMap(([on, { votes }]) =>
    votes.map(({ by }) => ({ on, by: by.id })),
  );
  return [
    ...lost.map(({ on, by }) => fault(`lost: the vote of ${by} on ${on}`)),
    ...twice(counted).map((each) => fault(`counted twice: ${each}`)),
    ...twice(trail).map((each) => fault(`written twice: ${each}`)),
  ];
}

function twice(votes: readonly CastVote[]): readonly string[] {
  const groups = Map.groupBy(votes, ({ on, by }) => `the vote of ${by} on ${on}`);
  return [...groups].filter(([, all]) => all.length > 1).map(([name]) => name);
}

export type ExceptionSeen = Pick<
  FreezeException,
  "number" | "repository" | "pull" | "headSha" | "reason" | "state"
>;

/** Called when nothing is held any more: then no exception is still good for anything. */
export function judgeExceptions(
  requests: readonly string[],
  all: readonly ExceptionSeen[],
): readonly Fault[] {
  const asked = requests.flatMap((tag): Fault[] => {
    const many = all.filter(({ reason }) => reason.includes(tag)).length;
    if (many === 1) return [];
    return [{ kind: "exceptions", text: `the request ${tag} became ${many} exceptions` }];
  });
  const live = all.filter(({ state }) => state === "asked" || state === "approved");
  return [
    ...asked,
    ...live.map(({ number, state }): Fault => {
      return { kind: "stuck", text: `EXC-${number} is ${state} after all freezes` };
    }),
  ];
}

const MOST_POSTS = 4;

/** Posts in the release channel by the number of the freeze, threads not counted. */
export function judgePosts(posts: ReadonlyMap<number, number>): readonly Fault[] {
  return [...posts].flatMap(([number, many]): Fault[] => {
    if (many > MOST_POSTS)
      return [{ kind: "posts", text: `FRZ-${number} was posted ${many} times` }];
    return many === 0 ? [{ kind: "posts", text: `FRZ-${number} was never announced` }] : [];
  });
}

export type Owed = {
  readonly effect: string;
  readonly state: string;
  readonly reason: string | null;
};

export function judgeOwed(owed: readonly Owed[]): readonly Fault[] {
  return owed.map(({ effect, state, reason }) => ({
    kind: "stuck",
    text: `${state}: ${effect}${reason === null ? "" : ` (${reason})`}`,
  }));
}

const OVER = ["lifted", "cancelled", "denied"];

export function judgeFreezes(
  freezes: readonly { readonly number: number; readonly state: string }[],
): readonly Fault[] {
  return freezes
    .filter(({ state }) => !OVER.includes(state))
    .map(({ number, state }) => ({ kind: "stuck", text: `FRZ-${number} is still ${state}` }));
}
