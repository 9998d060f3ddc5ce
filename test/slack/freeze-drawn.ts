// Freezes and exceptions drawn in the situations that people see them in.
import type { FreezeException } from "../../src/domain/freeze/exception.ts";
import type { Freeze } from "../../src/domain/freeze/freeze.ts";
import type { FrozenRepository, RepositoryState } from "../../src/domain/freeze/repository.ts";
import { renderException } from "../../src/slack/blocks/exception-message.ts";
import { renderExceptionVote } from "../../src/slack/blocks/exception-vote.ts";
import { renderFreezeBanner } from "../../src/slack/blocks/freeze-banner.ts";
import { renderFreezeDraft } from "../../src/slack/blocks/freeze-draft.ts";
import { type NoticeMoment, renderFreezeNotice } from "../../src/slack/blocks/freeze-notice.ts";
import { renderFreezeVote } from "../../src/slack/blocks/freeze-vote.ts";
import type { Drawn } from "../../src/slack/limits.ts";
import {
  BEFORE,
  DURING,
  ENDS,
  REPOSITORIES,
  sampleException,
  sampleFreeze,
  samplePreflight,
  sampleProposal,
  sampleRepository,
  sampleSubject,
} from "./freeze-samples.ts";
import { look } from "./samples.ts";

export const UPGRADE =
  "Upgrade to GitHub Pro or make this repository public to enable this feature.";

export function rows(states: readonly RepositoryState[], names = REPOSITORIES): FrozenRepository[] {
  return names.map((name, index) => {
    const state = states[index % states.length] ?? "open";
    const isRefused = state === "unenforced" || state === "failed";
    return sampleRepository(name, state, { error: isRefused ? UPGRADE : null });
  });
}

export const ACTIVE = sampleFreeze({ state: "active" });
export const LIFTED = sampleFreeze({
  state: "lifted",
  ended: { at: ENDS, by: { type: "muster", via: "timer" }, why: "over" },
});
export const CLICK = { read: "https://shop.slack.com/archives/C0REL/p1" } as const;

export function banner(freeze: Freeze, states: readonly RepositoryState[], now: Date) {
  const names = freeze.scope.repositories;
  return renderFreezeBanner(
    { ...sampleSubject(freeze, rows(states, [...names]), now), incident: null },
    look,
  );
}

export function notice(
  moment: NoticeMoment,
  freeze: Freeze,
  { states, now }: { states: readonly RepositoryState[]; now: Date },
) {
  const names = [...freeze.scope.repositories];
  const subject = sampleSubject(freeze, rows(states, names), now);
  return renderFreezeNotice(
    { ...subject, moment, hasOwnStart: false, bannerUrl: CLICK.read },
    look,
  );
}

export const MOMENTS: readonly NoticeMoment[] = ["day-before", "hour-before", "start", "end"];

export const PULL = {
  repository: "shop/web",
  number: 9,
  title: "Bump the lockfile",
  url: "https://github.com/shop/web/pull/9",
  author: "bea-dev",
};

export const drafted = (change: Partial<Freeze> = {}): Freeze => {
  const { scheduledAt: _, ...draft } = sampleFreeze({ state: "drafted", ...change });
  return draft;
};

export const PREFLIGHT = [
  samplePreflight("shop/web", { autoMerge: [PULL] }),
  samplePreflight("shop/legacy", { mode: "none", findings: ["The repository is archived."] }),
];

export function draft(freeze: Freeze, overlaps: readonly string[] = []): Drawn {
  const approval = { need: 1, from: ["group:release-managers"] };
  const subject = sampleSubject(freeze, [], BEFORE);
  return renderFreezeDraft({ ...subject, approval, channel: "releases", overlaps }, look);
}

export function vote(freeze: Freeze): Drawn {
  const proposal = freeze.proposal ?? freeze.decided?.at(-1) ?? null;
  const subject = sampleSubject(freeze, rows(["frozen"]), DURING);
  const proposalId = proposal?.id ?? "";
  return renderFreezeVote({ ...subject, proposal, proposalId, reader: "U0PIOTR" }, look);
}

export const EXTEND = sampleProposal({
  change: { kind: "extend", endsAt: "2026-12-01T08:00:00.000Z" },
  reason: "Slow recovery of the payment provider",
});
export const by = (id: string, name: string) => ({
  by: { id, name },
  at: "2026-11-27T11:30:00.000Z",
});
export const ASKED = sampleException();
export const GRANTED: Partial<FreezeException> = {
  state: "approved",
  expiresAt: "2026-11-28T00:00:00.000Z",
  ballot: {
    ...ASKED.ballot,
    state: "granted",
    votes: [
      { ...by("U0BOB", "Bob Wolny"), vote: "approve", note: null },
      { ...by("U0BEA", "Bea Mazur"), vote: "approve", note: null },
    ],
  },
};
export const NO = "Not before the hotfix of INC-7 is out.";
export const DENIED: Partial<FreezeException> = {
  state: "denied",
  ballot: {
    ...ASKED.ballot,
    state: "denied",
    votes: [{ ...by("U0BOB", "Bob Wolny"), vote: "deny", note: NO }],
  },
};
export const settled = (
  state: FreezeException["state"],
  why: string,
): Partial<FreezeException> => ({
  ...GRANTED,
  state,
  settled: {
    at: "2026-11-27T13:00:00.000Z",
    by: { type: "person", user: "U0PIOTR", via: "modal" },
    why,
  },
});

export const exception = (
  change: Partial<FreezeException>,
  incident: number | null = null,
): Drawn => renderException({ exception: sampleException(change), incident }, look);

export const exceptionVote = (change: Partial<FreezeException>): Drawn =>
  renderExceptionVote(
    {
      exception: sampleException(change),
      incident: null,
      freezes: ["FRZ-3"],
      validForMinutes: 720,
      reader: "U0BEA",
    },
    look,
  );
