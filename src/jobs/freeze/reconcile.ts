// Brings one repository to what all freezes together want of it, one change after another, and reads it back.
import type { Attempt, Outcome } from "../../domain/effect.ts";
import {
  concludeRepository,
  noteBefore,
  noteNews,
} from "../../domain/freeze/conclude-repository.ts";
import { planRepository, type Situation } from "../../domain/freeze/plan-repository.ts";
import type { FrozenRepository, Wanted } from "../../domain/freeze/repository.ts";
import type { Found, RepositoryAction } from "../../domain/freeze/repository-action.ts";
import { GithubRefused, isPassing } from "../../integrations/github/freeze/refused.ts";
import { IntegrationError } from "../../integrations/integration-error.ts";
import { inTransaction, oweEffects } from "../../operations/context.ts";
import { recordReconciled } from "../../operations/freezes/record-reconciled.ts";
import { findFrozenRepository, saveFrozenRepository } from "../../storage/frozen-repositories.ts";
import { words } from "../../words/words.ts";
import { backOffMs } from "../drain-lane.ts";
import type { RunDeps } from "../run/run-deps.ts";
import { readWanted, waitForSlot } from "./freeze-deps.ts";
import { nameSenders } from "./name-senders.ts";
import { type Progress, readProgress, saidOf, withRefusal, withTry } from "./reconcile-progress.ts";
import { recordTrouble } from "./record-trouble.ts";
import { takeBackPasses } from "./take-back-passes.ts";
import { noteWhatPassed } from "./watch-repository.ts";

export type Scene = {
  readonly deps: RunDeps;
  readonly repository: string;
  readonly attempt: Attempt;
  readonly wanted: Wanted;
  readonly recorded: FrozenRepository | undefined;
};

/**
 * Level-triggered: what is done follows from what is wanted and what GitHub shows at this moment, so that it may be
 * cut off anywhere and done again. One change a turn: the next one waits for its second on the lane, not in memory.
 */
export async function reconcile(
  deps: RunDeps,
  repository: string,
  attempt: Attempt,
): Promise<Outcome> {
  const wanted = await readWanted(deps.ctx, repository);
  const recorded = await findFrozenRepository(deps.ctx.db, repository);
  const scene: Scene = { deps, repository, attempt, wanted, recorded };
  try {
    return await takeTurns(scene);
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return await recordTrouble(scene, error);
  }
}

/** A change that is carried out leads to the next look at once. */
const TURNS = 8;

async function takeTurns(scene: Scene): Promise<Outcome> {
  const slot = { repository: scene.repository, kind: "rule" } as const;
  let progress = readProgress(scene.attempt);
  let { recorded } = scene;
  // Where a change is certain the look waits as well: two hundred at once would spend GitHub's minute on looking.
  let hasSlot = isToChange(scene) && progress.looks === 0;
  if (hasSlot) {
    const wait = await waitForSlot(scene.deps, slot, "rules");
    if (wait) return wait;
  }
  for (let turn = 0; turn < TURNS; turn += 1) {
    const situation = await observe(scene, recorded, turn > 0);
    const plan = planRepository(situation);
    const action = plan.actions.find((each) => !saidOf(progress, each));
    if (!action) {
      const passing = await takeBack(scene, hasSlot);
      return passing ?? (await settle({ ...scene, recorded }, situation, progress));
    }
    const wait = hasSlot ? undefined : await waitForSlot(scene.deps, slot, "rules");
    if (wait) return wait;
    hasSlot = false;
    recorded = await note(scene, situation, action);
    progress = await act(scene, action, progress);
    await scene.attempt.saveProgress(progress);
  }
  return { kind: "later", afterMs: 1_000, reason: "there is more to do" };
}

const STATES = { nothing: "open", staged: "staged", frozen: "frozen" } as const;

/** Where GitHub was last read back as something else, and will take a change. */
function isToChange({ deps: { targets }, recorded, wanted, attempt }: Scene): boolean {
  if (targets.freeze.access === "none" || Object.keys(attempt.progress).length > 0) return false;
  const state = recorded?.state ?? "open";
  const isPlain = state === "open" || state === "staged" || state === "frozen";
  return isPlain && state !== STATES[wanted.level];
}

async function observe(
  { deps: { ctx, targets }, repository, wanted }: Scene,
  recorded: FrozenRepository | undefined,
  isReadBack: boolean,
): Promise<Situation> {
  const { workflows } = ctx.shop.freeze;
  const { holds } = recorded ?? {};
  const has = (hold: "variable" | "workflow" | "gate") =>
    wanted.deploys.includes(hold) || (holds?.deploys.includes(hold) ?? false);
  const files = [...(has("workflow") ? workflows : []), ...(holds?.workflows ?? [])];
  const observed = await targets.freeze.look(repository, {
    recorded,
    workflows: [...new Set(files)],
    hasVariable: has("variable") || holds?.variable !== undefined,
    hasGates: has("gate") || (holds?.gates ?? []).length > 0,
    isReadBack,
  });
  return { wanted, observed, recorded, workflows, now: ctx.clock.now().toISOString() };
}

/** Before the action: what somebody did, and what only we will know of afterwards. */
async function note(
  { deps, repository }: Scene,
  situation: Situation,
  action: RepositoryAction,
): Promise<FrozenRepository | undefined> {
  const { ctx } = deps;
  const plan = planRepository(situation);
  const news = noteNews(situation, plan);
  if (news) {
    const found = await nameSenders(deps, situation, plan.found);
    await recordReconciled(ctx, repository, news, found);
  }
  const recorded = news ?? situation.recorded;
  const noted = noteBefore({ ...situation, recorded }, action);
  if (noted) await saveFrozenRepository(ctx.db, noted);
  return noted ?? recorded;
}

/** A no to one action holds up no other one. */
async function act(
  { deps: { targets }, repository }: Scene,
  action: RepositoryAction,
  progress: Progress,
): Promise<Progress> {
  const tried = withTry(progress, action);
  if (!tried) return withRefusal(progress, action, words.freezeGithub.trouble.notTaken);
  try {
    await targets.freeze.change(repository, action);
    return tried;
  } catch (error) {
    if (!(error instanceof GithubRefused) || isPassing(error)) throw error;
    return withRefusal(progress, action, error.message);
  }
}

/** The rules are as wanted: what may still pass them is let through no more. */
async function takeBack(
  { deps, repository, wanted }: Scene,
  hasSlot: boolean,
): Promise<Outcome | undefined> {
  if (wanted.level !== "frozen") return undefined;
  return await takeBackPasses(deps, repository, hasSlot);
}

/** Looks in a row that may show less than was just done. */
const PATIENCE = 5;

async function settle(scene: Scene, situation: Situation, progress: Progress): Promise<Outcome> {
  const { deps, repository, attempt, recorded } = scene;
  const plan = planRepository(situation);
  const { unseen = [] } = situation.observed;
  const said = [...plan.actions.flatMap((action) => saidOf(progress, action) ?? []), ...unseen];
  const { body, isSettled } = concludeRepository(situation, plan);
  const found = await nameSenders(deps, situation, plan.found);
  if (said.length > 0) {
    return await record(scene, failed(scene, body, [...new Set(said)].join(" ")), found);
  }
  if (isSettled) {
    const { fullName } = situation.observed;
    const isOver = body.state === "open" && (recorded?.state ?? "open") !== "open";
    if (isOver) await noteWhatPassed(deps, repository, situation.wanted, recorded);
    return await record(scene, body, [...found, ...renamed(repository, fullName)]);
  }
  if (progress.looks < PATIENCE) {
    await attempt.saveProgress({ ...progress, looks: progress.looks + 1 });
    const afterMs = backOffMs(progress.looks);
    return { kind: "later", afterMs, reason: "GitHub does not show it in force yet" };
  }
  const message = words.freezeGithub.trouble.notShown(situation.observed.defaultBranch);
  return await record(scene, failed(scene, body, message), found);
}

function failed(
  { deps: { ctx }, recorded }: Scene,
  body: FrozenRepository,
  error: string,
): FrozenRepository {
  const since = recorded?.state === "failed" ? recorded.since : ctx.clock.now().toISOString();
  return { ...body, state: "failed", error, since };
}

const renamed = (repository: string, fullName: string): readonly Found[] =>
  repository.toLowerCase() === fullName.toLowerCase()
    ? []
    : [{ what: "repository.renamed", key: `renamed:${fullName}`, detail: { to: fullName } }];

async function record(
  { deps: { ctx, targets }, repository, wanted, recorded }: Scene,
  body: FrozenRepository,
  found: readonly Found[],
): Promise<Outcome> {
  await recordReconciled(ctx, repository, body, found);
  // Nothing can have passed before it was held.
  const isNew = recorded === undefined || recorded.state !== body.state;
  if (wanted.level !== "frozen" || body.mode === "none" || isNew) return { kind: "done" };
  // A token brings no webhooks of its own: who pushes and opens is found by looking.
  const isPolled = targets.freeze.access === "token";
  const tasks = isPolled ? (["watch", "tell-pulls"] as const) : (["watch"] as const);
  await inTransaction(ctx, async (tx) => {
    await oweEffects(
      tx,
      tasks.map((what) => ({ kind: "freeze", task: { do: what, repository } })),
    );
  });
  return { kind: "done" };
}
