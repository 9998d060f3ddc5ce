// Whether the runbooks of a campaign's services were drilled and read in time.
import { type Fact, type Finding, findingOf } from "./finding.ts";

const DAY_MS = 86_400_000;
const DAYS = 90;

export type RunbookFacts = {
  readonly slug: string;
  /** Null: no such runbook is at hand. */
  readonly head: {
    readonly title: string;
    readonly rehearseEveryMs: number | null;
    /** `2026-11-30`. */
    readonly reviewBy: string | null;
    readonly reviewedOn: string | null;
  } | null;
  /** The end of the last drill of it that succeeded. */
  readonly drilledAt: Date | null;
};

export function checkDrills(runbooks: readonly RunbookFacts[], now: Date): Finding {
  return judged(runbooks, ({ head, drilledAt }) => {
    const everyMs = head.rehearseEveryMs ?? DAYS * DAY_MS;
    const isFresh = drilledAt !== null && drilledAt.getTime() + everyMs >= now.getTime();
    return {
      kind: "drill",
      weight: isFresh ? "good" : "bad",
      runbook: head.title,
      at: drilledAt?.toISOString() ?? null,
      everyDays: Math.round(everyMs / DAY_MS),
    };
  });
}

/** `today` is a day as the shop's calendar has it, `2026-11-24`. */
export function checkReviews(runbooks: readonly RunbookFacts[], today: string): Finding {
  const oldest = new Date(Date.parse(today) - DAYS * DAY_MS).toISOString().slice(0, 10);
  return judged(runbooks, ({ head: { title: runbook, reviewBy, reviewedOn } }) => {
    if (reviewBy !== null && reviewBy < today) {
      return { kind: "review-past", weight: "bad", runbook, by: reviewBy };
    }
    if (reviewedOn === null) return { kind: "review-unsaid", weight: "unclear", runbook };
    const weight = reviewedOn < oldest ? "bad" : "good";
    return { kind: "reviewed", weight, runbook, on: reviewedOn };
  });
}

type AtHand = RunbookFacts & { readonly head: NonNullable<RunbookFacts["head"]> };

function judged(runbooks: readonly RunbookFacts[], judge: (runbook: AtHand) => Fact): Finding {
  if (runbooks.length === 0) return findingOf([{ kind: "no-runbooks", weight: "unclear" }]);
  return findingOf(
    runbooks.map((each): Fact => {
      const { slug, head } = each;
      return head ? judge({ ...each, head }) : { kind: "runbook-missing", weight: "bad", slug };
    }),
  );
}
