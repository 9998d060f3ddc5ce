// Writes to one pull request what it has to be told, by a check or by a comment, and remembers it.
import type { Outcome } from "../../domain/effect.ts";
import {
  keyOfNotice,
  meansOf,
  type NoticeFacts,
  noticeOf,
  type PullNotice,
  type PullToTell,
  UNSURE,
} from "../../domain/freeze/pull-notice.ts";
import type { CheckNotice } from "../../integrations/github/freeze/freeze-github.ts";
import { listLiveExceptions } from "../../storage/freeze-exceptions.ts";
import {
  deleteToldPull,
  findFrozenRepository,
  NO_CHECK,
  saveToldPull,
  type ToldPull,
} from "../../storage/frozen-repositories.ts";
import { words } from "../../words/words.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { readWanted, waitForSlot } from "./freeze-deps.ts";

export type Pull = PullToTell & { readonly url: string };

/** Read anew for every writing: a job that was held up must not say what is over. */
export async function readFacts({ ctx }: RunDeps, repository: string): Promise<NoticeFacts> {
  return {
    wanted: await readWanted(ctx, repository),
    recorded: await findFrozenRepository(ctx.db, repository),
    exceptions: await listLiveExceptions(ctx.db, { repository }),
    now: ctx.clock.now(),
  };
}

/** Whether there is something to say; one that was never held is not told that it is free. */
export function isToTell(
  pull: PullToTell,
  facts: NoticeFacts,
  told: ToldPull | undefined,
): boolean {
  const key = keyOfNotice(noticeOf(pull, facts));
  if (told?.headSha !== pull.headSha) return key !== "open";
  return told.told !== key;
}

export type Writing = {
  readonly repository: string;
  readonly pull: Pull;
  readonly told: ToldPull | undefined;
};

/** Undefined where it is said; else when to come back. Throws IntegrationError. */
export async function writeNotice(
  deps: RunDeps,
  facts: NoticeFacts,
  writing: Writing,
  slot: "rule" | "message" | "taken" = "message",
): Promise<Outcome | undefined> {
  const { ctx, targets } = deps;
  const { repository, pull } = writing;
  const means = meansOf(facts.recorded?.mode ?? "none", targets.freeze.access);
  if (!means) return undefined;
  const wait = slot === "taken" ? undefined : await waitFor(deps, repository, slot);
  if (wait) return wait;
  const notice = noticeOf(pull, facts);
  const { number, headSha } = pull;
  const about = { repository, pull: number, headSha, toldAt: ctx.clock.now() };
  if (means === "check" && notice.is !== "frozen") {
    // Where the answer is lost it may pass all the same, and by then it may be held again.
    const githubId = knownCheck(writing) ?? NO_CHECK;
    await saveToldPull(ctx.db, { ...about, told: UNSURE, githubId });
  }
  const id =
    means === "check"
      ? await targets.freeze.check(repository, checkOf(deps, notice, writing))
      : await comment(deps, facts, notice, writing);
  // A check that passes is remembered: in the next freeze it would let its commit through.
  if (notice.is === "open" && means === "comment") {
    await deleteToldPull(ctx.db, repository, number);
    return undefined;
  }
  await saveToldPull(ctx.db, { ...about, told: keyOfNotice(notice), githubId: String(id) });
  return undefined;
}

/** The check run of this very commit. */
const knownCheck = ({ pull, told }: Writing): string | undefined =>
  told?.headSha === pull.headSha && told.githubId !== NO_CHECK ? told.githubId : undefined;

const waitFor = async (deps: RunDeps, repository: string, kind: "rule" | "message") =>
  await waitForSlot(deps, { repository, kind }, kind === "rule" ? "passes" : "messages");

function checkOf({ ctx }: RunDeps, notice: PullNotice, writing: Writing): CheckNotice {
  const { freezeGithub: say } = words;
  const { zone, commands } = ctx.shop;
  const { pull } = writing;
  const known = knownCheck(writing);
  const base = {
    headSha: pull.headSha,
    externalId: `pull ${pull.number}`,
    ...(known !== undefined && { replaces: Number(known) }),
  };
  switch (notice.is) {
    case "frozen":
      return {
        ...{
          ...base,
          conclusion: "failure",
          title: say.frozenTitle({ until: notice.until, zone }),
        },
        summary: say.frozen({ until: notice.until, zone, url: pull.url, slash: commands.freeze }),
        action: say.button,
      };
    case "excepted":
      return {
        ...{ ...base, conclusion: "success", title: say.exceptedTitle({ ...notice, zone }) },
        summary: say.excepted({ ...notice, zone }),
      };
    case "open":
      return { ...base, conclusion: "success", title: say.overTitle, summary: say.over };
  }
}

async function comment(
  { ctx, targets }: RunDeps,
  { recorded }: NoticeFacts,
  notice: PullNotice,
  { repository, pull, told }: Writing,
): Promise<number> {
  const { zone, commands } = ctx.shop;
  const text = commentText(notice, {
    ...{ zone, slash: commands.freeze },
    ...{ url: pull.url, isHeld: recorded?.mode === "bot_merge" },
  });
  return await targets.freeze.comment(repository, {
    ...{ pull: pull.number, text },
    ...(told && { replaces: Number(told.githubId) }),
  });
}

type Place = {
  readonly zone: string;
  readonly slash: string;
  readonly url: string;
  readonly isHeld: boolean;
};

function commentText(notice: PullNotice, place: Place): string {
  const { comment: say } = words.freezeGithub;
  switch (notice.is) {
    case "frozen":
      return say.frozen({ ...place, until: notice.until });
    case "excepted":
      return say.excepted({ ...place, ...notice });
    case "open":
      return say.over;
  }
}
