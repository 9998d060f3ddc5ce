// One repository at a GitHub in memory, and Muster's hands on it, which may be struck off at any moment.
import {
  concludeRepository,
  noteBefore,
  noteNews,
} from "../../../src/domain/freeze/conclude-repository.ts";
import type {
  Enforcer,
  Observed,
  RulesetContent,
  SeenRuleset,
} from "../../../src/domain/freeze/observed.ts";
import {
  planRepository,
  type RepositoryPlan,
  type Situation,
} from "../../../src/domain/freeze/plan-repository.ts";
import type { FrozenRepository, Wanted } from "../../../src/domain/freeze/repository.ts";
import type { Found, RepositoryAction } from "../../../src/domain/freeze/repository-action.ts";
import { isOurName } from "../../../src/domain/freeze/rulesets.ts";

export const APP: Enforcer = { mode: "app_check", appId: 42 };
export const BOT: Enforcer = { mode: "bot_merge", userId: 7, login: "muster-bot" };
export const REPOSITORY = "shop/web";
export const FILE = "deploy.yml";

export const nothing: Wanted = {
  ...{ repository: REPOSITORY, level: "nothing", until: null, since: null },
  ...{ branches: [], tags: [], deploys: [], drift: "alert", freezes: [] },
};

export const frozen: Wanted = {
  ...nothing,
  level: "frozen",
  since: "2026-11-27T18:00:00.000Z",
  until: "2026-11-30T18:00:00.000Z",
  branches: ["refs/heads/release/**", "~DEFAULT_BRANCH"],
};

export const staged: Wanted = { ...frozen, level: "staged", since: null, until: null };

/** Where a run is cut off, counted in actions; `lost`: GitHub carried the last one out, and nobody heard of it. */
export type Cut = { readonly after: number; readonly isLost: boolean };

export function createWorld(enforcer: Enforcer = APP) {
  let minute = 0;
  let ids = 100;
  let recorded: FrozenRepository | undefined;
  const rulesets = new Map<number, SeenRuleset>();
  const world = {
    rulesets,
    workflow: "active",
    variable: null as string | null,
    gate: null as number | null,
    found: [] as Found[],
    done: [] as RepositoryAction[],
    isRefused: false,
    recorded: () => recorded,
    pass: (minutes: number) => {
      minute += minutes;
    },
    now: () => new Date(Date.UTC(2026, 10, 27, 18, minute)).toISOString(),
    put: (ruleset: Partial<SeenRuleset>): number => {
      ids += 1;
      rulesets.set(ids, {
        ...{ id: ids, name: "Somebody's", target: "branch", enforcement: "active" },
        ...{ include: ["~ALL"], exclude: [], rules: [{ type: "deletion" }], bypass: [] },
        ...ruleset,
      });
      return ids;
    },
    ours: () => [...rulesets.values()].filter(({ id }) => world.made.has(id)),
    made: new Set<number>(),
    observe: (): Observed => ({
      repositoryId: 1,
      fullName: REPOSITORY,
      defaultBranch: "main",
      enforcer,
      rulesets: world.isRefused
        ? { refused: "Upgrade to GitHub Pro or make this repository public" }
        : [...rulesets.values()].filter(
            ({ id, name }) =>
              isOurName(name) || id === recorded?.rulesets.branch || id === recorded?.rulesets.tag,
          ),
      inForce: [...rulesets.values()]
        .filter(({ enforcement, target }) => enforcement === "active" && target === "branch")
        .map(({ id }) => id),
      variable: world.variable,
      workflows: { [FILE]: world.workflow },
      gates: { production: world.gate },
    }),
    /** One reconciliation, as the job does it; undefined where it was cut off. */
    run: (wanted: Wanted, cut?: Cut): FrozenRepository | undefined => {
      for (let acted = 0; acted < 20; acted += 1) {
        const situation: Situation = {
          ...{ wanted, observed: world.observe(), recorded, workflows: [FILE], now: world.now() },
        };
        const plan = planRepository(situation);
        const [action] = plan.actions;
        if (!action) return world.conclude(situation, plan);
        world.note(situation, plan);
        const isCut = cut?.after === acted;
        if (!isCut || cut.isLost) world.carryOut(situation, action);
        if (isCut) return undefined;
      }
      throw new Error("it never comes to an end");
    },
    conclude: (situation: Situation, plan: RepositoryPlan): FrozenRepository => {
      const { body, isSettled } = concludeRepository(situation, plan);
      recorded = body;
      world.found.push(...plan.found);
      if (!isSettled) throw new Error("nothing is left to do, but it is not settled");
      return body;
    },
    note: (situation: Situation, plan: RepositoryPlan): void => {
      const news = noteNews(situation, plan);
      if (!news) return;
      recorded = news;
      world.found.push(...plan.found);
    },
    carryOut: (situation: Situation, action: RepositoryAction): void => {
      recorded = noteBefore({ ...situation, recorded }, action) ?? recorded;
      world.act(action);
    },
    act: (action: RepositoryAction): void => {
      world.done.push(action);
      switch (action.do) {
        case "create-ruleset":
          world.made.add(world.put(seen(action.ruleset)));
          return;
        case "update-ruleset":
          rulesets.set(action.id, { ...seen(action.ruleset), id: action.id });
          return;
        case "delete-ruleset":
          rulesets.delete(action.id);
          return;
        case "set-variable":
          world.variable = action.value;
          return;
        case "disable-workflow":
          world.workflow = "disabled_manually";
          return;
        case "enable-workflow":
          world.workflow = "active";
          return;
        case "add-gate":
          world.gate = 9;
          return;
        case "remove-gate":
          world.gate = null;
          return;
      }
    },
  };
  return world;
}

const seen = (ruleset: RulesetContent): Omit<SeenRuleset, "id"> => ({ ...ruleset, exclude: [] });

export type World = ReturnType<typeof createWorld>;
