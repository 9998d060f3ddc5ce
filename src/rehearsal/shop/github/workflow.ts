// Owns the workflows of the shop's repository and the runs of them that were asked for.

export type WorkflowInput = {
  readonly isRequired: boolean;
  readonly options?: readonly string[];
  readonly fallback?: string;
};

export type Workflow = {
  readonly id: number;
  readonly name: string;
  readonly file: string;
  readonly state: "active" | "disabled_manually";
  /** Undefined: it cannot be dispatched. */
  readonly inputs?: Readonly<Record<string, WorkflowInput>>;
};

/** Of the web front; the other repositories have the first one only. */
export const workflows: readonly Workflow[] = [
  { id: 5_100_001, name: "Deploy", file: "deploy.yml", state: "active" },
  {
    id: 5_100_002,
    name: "Set a flag",
    file: "set-flag.yml",
    state: "active",
    inputs: {
      flag: { isRequired: true },
      state: { isRequired: true, options: ["on", "off"] },
      environment: {
        isRequired: false,
        options: ["production", "development"],
        fallback: "production",
      },
      effect_id: { isRequired: false, fallback: "" },
    },
  },
  {
    id: 5_100_003,
    name: "Warm caches",
    file: "warm-caches.yml",
    state: "disabled_manually",
    inputs: {},
  },
];

export type WorkflowRun = {
  readonly id: number;
  readonly number: number;
  readonly workflow: number;
  readonly inputs: Readonly<Record<string, string>>;
  readonly branch: string;
  readonly sha: string;
  readonly actor: string;
  readonly createdAt: number;
  /** Set when its work is done. */
  readonly conclusion: "success" | "failure" | null;
};

/** A run is not in the lists at once: GitHub starts it after it has answered. */
export const runMs = { listed: 1000, started: 2000, done: 8000 } as const;

/** How each stands now: `states` is by file. */
export function listWorkflows(
  repository: string,
  states: Readonly<Record<string, Workflow["state"]>>,
): readonly Workflow[] {
  const own = repository === "shop/web" ? workflows : workflows.slice(0, 1);
  return own.map((each) => ({ ...each, state: states[each.file] ?? each.state }));
}

export function findWorkflow(own: readonly Workflow[], given: string): Workflow | undefined {
  return own.find(({ id, file }) => file === given || String(id) === given);
}

export function statusOf(run: WorkflowRun, now: Date): "queued" | "in_progress" | "completed" {
  if (run.conclusion !== null) return "completed";
  return now.getTime() - run.createdAt < runMs.started ? "queued" : "in_progress";
}

/** The `run-name` of the workflow: with the id of the effect, so that whoever sent it finds it. */
export function titleOf(run: WorkflowRun): string {
  const { flag = "", state = "", environment = "", effect_id = "" } = run.inputs;
  const name = workflows.find(({ id }) => id === run.workflow)?.name ?? "";
  if (flag === "") return name;
  return `${flag} ${state} in ${environment} (${effect_id})`;
}

export type InputReading =
  | { readonly ok: true; readonly inputs: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly message: string };

/** Fills in defaults; refuses with GitHub's own words. */
export function readInputs(
  wanted: Readonly<Record<string, WorkflowInput>>,
  given: Readonly<Record<string, unknown>>,
): InputReading {
  const unexpected = Object.keys(given).filter((name) => !wanted[name]);
  if (unexpected.length > 0) {
    return { ok: false, message: `Unexpected inputs provided: ${JSON.stringify(unexpected)}` };
  }
  const inputs: Record<string, string> = {};
  for (const [name, { isRequired, options, fallback }] of Object.entries(wanted)) {
    const value = given[name] ?? fallback;
    if (isRequired && (value === undefined || value === "")) {
      return { ok: false, message: `Required input '${name}' not provided` };
    }
    if (options && !options.includes(String(value))) {
      const message = `Provided value '${String(value)}' for input '${name}' not in the list of allowed values`;
      return { ok: false, message };
    }
    inputs[name] = String(value ?? "");
  }
  return { ok: true, inputs };
}
