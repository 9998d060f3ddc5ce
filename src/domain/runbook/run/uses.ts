// What a runbook will use of the outside, and in which steps: what a preflight and doctor look at.
import type { Runbook } from "../format/format.ts";
import type { Metric } from "../format/metric-format.ts";
import type { GithubStep, HttpStep, Step } from "../format/step-format.ts";
import type { Scalar } from "../language/json.ts";
import type { ConnectionUse } from "../state/intent.ts";

type Inputs = Readonly<Record<string, Scalar>>;

/** Without inputs: what can be known from the file alone; places that only a run can tell are left out. */
export function usesOf(runbook: Runbook, inputs: Inputs = {}): readonly ConnectionUse[] {
  const metrics = Object.entries(runbook.metrics).flatMap(([name, metric]) => {
    const steps = runbook.steps.filter((step) => asks(step, name)).map(({ id }) => id);
    return steps.length > 0 ? [metricUse(metric, steps)] : [];
  });
  return merge([...metrics, ...runbook.steps.flatMap((step) => stepUses(step, inputs))]);
}

function metricUse(metric: Metric, steps: readonly string[]): ConnectionUse {
  return "http" in metric
    ? { kind: "http", connection: metric.http, steps }
    : { kind: "prometheus", connection: metric.prometheus, steps };
}

/** By its bare name in a condition, by `metrics.<name>` in a text. */
function asks(step: Step, metric: string): boolean {
  const conditions = ["when", "pass", "until", "known_if"].flatMap((key) => textAt(step, key));
  const texts = ["title", "text"].flatMap((key) => textAt(step, key));
  const bare = new RegExp(`(?<![\\w.])${metric}(?!\\w)`);
  const inText = new RegExp(`\\bmetrics\\.${metric}(?!\\w)`);
  return conditions.some((text) => bare.test(text)) || texts.some((text) => inText.test(text));
}

function textAt(step: Step, key: string): readonly string[] {
  const value = (step as Readonly<Record<string, unknown>>)[key];
  return typeof value === "string" ? [value] : [];
}

function stepUses(step: Step, inputs: Inputs): readonly ConnectionUse[] {
  switch (step.kind) {
    case "http":
      return httpUses(step);
    case "flag": {
      const { connection, project, env, id } = step;
      const flag = fill(step.flag, inputs);
      const named = flag === undefined ? {} : { flag };
      return [{ kind: "flag", connection, project, env, ...named, steps: [id] }];
    }
    case "github":
      return githubUses(step, inputs);
    case "manual":
    case "choice":
    case "check":
    case "wait":
    case "freeze":
    case "undo":
    case "announce":
    case "end":
      return [];
  }
}

function httpUses({ id, connection, verify, probe, undo }: HttpStep): readonly ConnectionUse[] {
  const reads = [verify, probe, undo?.only_if, undo?.verify].flatMap((read) => read?.http ?? []);
  return [connection, ...reads].map((name) => ({ kind: "http", connection: name, steps: [id] }));
}

function githubUses(step: GithubStep, inputs: Inputs): readonly ConnectionUse[] {
  const repo = fill(step.repo, inputs);
  if (repo === undefined) return [];
  const steps = [step.id];
  if (step.op === "rollback_deployment") {
    return [{ kind: "redeploy", repo, environment: step.environment ?? "production", steps }];
  }
  const back = typeof step.undo === "object" ? step.undo.workflow : undefined;
  const workflows = [step.workflow, back].filter((name) => name !== undefined);
  return workflows.map((workflow) => ({ kind: "dispatch", repo, workflow, steps }));
}

/** Undefined where only the run's later answers tell it. */
function fill(template: string, inputs: Inputs): string | undefined {
  const filled = template.replaceAll(/\{\{\s*inputs\.(\w+)\s*\}\}/g, (whole, name: string) => {
    const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return value === undefined ? whole : String(value);
  });
  return filled.includes("{{") ? undefined : filled;
}

/** The same use by several steps is one. */
function merge(uses: readonly ConnectionUse[]): readonly ConnectionUse[] {
  const merged = new Map<string, ConnectionUse>();
  for (const use of uses) {
    const key = JSON.stringify({ ...use, steps: [] });
    const steps = [...(merged.get(key)?.steps ?? []), ...use.steps];
    merged.set(key, { ...use, steps: [...new Set(steps)] });
  }
  return [...merged.values()];
}
