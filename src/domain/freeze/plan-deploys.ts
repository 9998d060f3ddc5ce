// How deployments are held besides merges: a variable that workflows read, workflows switched off, a gate.
import { isJudged, isLeftAlone } from "./drift.ts";
import type { Situation } from "./plan-repository.ts";
import type { Found, RepositoryAction } from "./repository-action.ts";

/** Values of `MUSTER_FREEZE`; one that we made is never deleted, for workflows read it. */
export const HELD = "true";
const FREE = "false";

export type DeployPlan = {
  readonly actions: readonly RepositoryAction[];
  readonly drift: readonly Found[];
};

type Want = {
  readonly hasVariable: boolean;
  readonly files: readonly string[];
  readonly hasGate: boolean;
};

/** Held only while frozen: nothing of this stands ready before. */
function wantedDeploys({ wanted, workflows, observed }: Situation): Want {
  const { level, deploys } = wanted;
  const isHeld = level === "frozen";
  return {
    hasVariable: isHeld && deploys.includes("variable"),
    files: isHeld && deploys.includes("workflow") ? workflows : [],
    // A gate is an app's.
    hasGate: isHeld && deploys.includes("gate") && observed.enforcer.mode === "app_check",
  };
}

export function planDeploys(situation: Situation): DeployPlan {
  const want = wantedDeploys(situation);
  return {
    actions: [
      ...planVariable(situation, want),
      ...planWorkflows(situation, want),
      ...planGates(situation, want),
    ],
    drift: isJudged(situation) && !isLeftAlone(situation) ? driftOfDeploys(situation, want) : [],
  };
}

/** At the end its earlier value comes back, unless it is somebody else's by then, or was before. */
function planVariable(
  { observed: { variable }, recorded }: Situation,
  { hasVariable }: Want,
): readonly RepositoryAction[] {
  if (variable === undefined) return [];
  if (hasVariable && variable !== HELD) {
    return [{ do: "set-variable", value: HELD, isNew: variable === null }];
  }
  const ours = recorded?.holds.variable;
  if (hasVariable || !ours || variable !== HELD) return [];
  return [{ do: "set-variable", value: ours.was ?? FREE, isNew: false }];
}

/** Only what we switched off is switched on again. */
function planWorkflows(
  { observed, recorded }: Situation,
  { files }: Want,
): readonly RepositoryAction[] {
  const ours = recorded?.holds.workflows ?? [];
  const off = files.filter((file) => observed.workflows[file] === "active");
  const on = ours.filter(
    (file) => !files.includes(file) && observed.workflows[file] === "disabled_manually",
  );
  return [
    ...off.map((file) => ({ do: "disable-workflow", file }) as const),
    ...on.map((file) => ({ do: "enable-workflow", file }) as const),
  ];
}

function planGates(
  { observed, recorded }: Situation,
  { hasGate }: Want,
): readonly RepositoryAction[] {
  const ours = recorded?.holds.gates ?? [];
  return Object.entries(observed.gates).flatMap(([environment, id]): RepositoryAction[] => {
    if (hasGate && id === null) return [{ do: "add-gate", environment }];
    if (hasGate || id === null || !ours.includes(environment)) return [];
    return [{ do: "remove-gate", environment, id }];
  });
}

function driftOfDeploys(
  { observed, recorded }: Situation,
  { hasVariable, files, hasGate }: Want,
): readonly Found[] {
  const holds = recorded?.holds;
  if (!holds) return [];
  const hadVariable = hasVariable && holds.deploys.includes("variable");
  const { variable = HELD } = observed;
  const isVariableChanged = hadVariable && variable !== HELD;
  const on = files.filter(
    (file) => holds.workflows.includes(file) && observed.workflows[file] === "active",
  );
  const open = (holds.gates ?? []).filter(
    (environment) => hasGate && observed.gates[environment] === null,
  );
  return [
    ...(isVariableChanged ? [changed({ variable })] : []),
    ...on.map((workflow) => changed({ workflow })),
    ...open.map((gate) => changed({ gate })),
  ];
}

const changed = (detail: Found["detail"]): Found => ({ what: "rule.changed", detail });
