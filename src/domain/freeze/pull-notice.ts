// What one pull request has to be told now: what holds it, what lets it through, or that nothing holds it.
import { allows, type FreezeException } from "./exception.ts";
import type { HoldMode } from "./freeze.ts";
import { heldRef } from "./held-ref.ts";
import type { FrozenRepository, Wanted } from "./repository.ts";

export type PullNotice =
  | { readonly is: "frozen"; readonly until: string | null }
  | {
      readonly is: "excepted";
      readonly number: number;
      readonly isHotfix: boolean;
      readonly until: string | null;
    }
  | { readonly is: "open" };

export type PullToTell = {
  readonly number: number;
  readonly headSha: string;
  /** Branch it wants to be merged into, without `refs/heads/`. */
  readonly base: string;
};

export type NoticeFacts = {
  readonly wanted: Wanted;
  readonly recorded: FrozenRepository | undefined;
  /** Asked or approved ones of the repository. */
  readonly exceptions: readonly FreezeException[];
  readonly now: Date;
};

export function noticeOf(
  { number, headSha, base }: PullToTell,
  { wanted, recorded, exceptions, now }: NoticeFacts,
): PullNotice {
  const isHeld =
    wanted.level === "frozen" &&
    heldRef(`refs/heads/${base}`, wanted, recorded?.defaultBranch ?? null);
  if (!isHeld) return { is: "open" };
  const passing = exceptions.find((each) => each.pull === number && allows(each, headSha, now));
  if (!passing) return { is: "frozen", until: wanted.until };
  const { number: exception, lane, expiresAt } = passing;
  return { is: "excepted", number: exception, isHotfix: lane === "hotfix", until: expiresAt };
}

/** As it is remembered: told once, and again when it is another. */
export function keyOfNotice(notice: PullNotice): string {
  switch (notice.is) {
    case "frozen":
      return `frozen:${notice.until ?? "open-ended"}`;
    case "excepted":
      return `excepted:${notice.number}:${notice.until ?? "open-ended"}`;
    case "open":
      return "open";
  }
}

const OPEN = keyOfNotice({ is: "open" });

/** Remembered before a pass is told, until GitHub's answer is there: what stands on the commit then may be either. */
export const UNSURE = "unsure";

/** What was told last holds nothing. */
export const isFree = ({ told }: { readonly told: string }): boolean => told === OPEN;

/** What was told last passes, or may: it lets its commit through any freeze until something else is told. */
export const isPass = ({ told }: { readonly told: string }): boolean => !told.startsWith("frozen:");

/** A check only an app can write; where GitHub is not connected or out of reach nothing can be written at all. */
export function meansOf(
  mode: HoldMode,
  access: "app" | "token" | "none",
): "check" | "comment" | null {
  if (access === "none" || mode === "none") return null;
  return access === "app" ? "check" : "comment";
}
