// The inputs to rehearse with: one set for each way in which they decide where a run goes.
import type { Runbook } from "../format/format.ts";
import type { Input } from "../format/input-format.ts";
import type { Scalar } from "../language/json.ts";
import { nearest } from "../language/nearest.ts";
import { checkInputs, type InputProblem } from "../run/inputs.ts";
import type { RunFacts } from "../state/run.ts";
import { conditionsOn, type SampleWorld, sampleFor, variantsOf } from "./sample-values.ts";

export type Inputs = Readonly<Record<string, Scalar>>;

export type RehearsalInputs =
  | { readonly ok: true; readonly sets: readonly Inputs[]; readonly isCut: boolean }
  | { readonly ok: false; readonly message: string };

const MOST_SETS = 32;
const MOST_TRIES = 2_000;

export function rehearsalInputs(
  runbook: Runbook,
  given: Inputs,
  world: SampleWorld & { readonly facts: RunFacts },
): RehearsalInputs {
  const known = Object.keys(runbook.inputs);
  const stray = Object.keys(given).find((name) => !known.includes(name));
  if (stray !== undefined) {
    const guess = nearest(stray, known);
    const hint = guess ? `did you mean '${guess}'?` : `there are ${known.join(", ") || "none"}`;
    return { ok: false, message: `there is no input '${stray}'; ${hint}` };
  }
  const lists: [string, readonly Scalar[]][] = [];
  for (const [name, input] of Object.entries(runbook.inputs)) {
    const values = valuesFor(runbook, { name, input, given: given[name] }, world);
    if (values.length === 0 && input.required) {
      const message = `nothing fits the input '${name}' by itself; give it a value: ${name}=…`;
      return { ok: false, message };
    }
    if (values.length > 0) lists.push([name, values]);
  }
  return choose(runbook, lists, { ...world, given });
}

type Asked = SampleWorld & { readonly facts: RunFacts; readonly given: Inputs };

/** Of those that differ only in what no condition looks at, the first that is accepted is enough. */
function choose(
  runbook: Runbook,
  lists: readonly (readonly [string, readonly Scalar[]])[],
  { facts, now, given }: Asked,
): RehearsalInputs {
  const deciding = Object.keys(runbook.inputs).filter(
    (name) => conditionsOn(runbook, `inputs.${name}`).length > 0,
  );
  const sets = new Map<string, Inputs>();
  let problems: readonly InputProblem[] = [];
  let tries = 0;
  for (const values of product(lists)) {
    tries += 1;
    if (tries > MOST_TRIES || sets.size >= MOST_SETS) break;
    const key = JSON.stringify(deciding.map((name) => values[name]));
    if (sets.has(key)) continue;
    const checked = checkInputs(runbook, { ...given, ...values }, facts, now);
    if (checked.ok) sets.set(key, checked.inputs);
    else problems = checked.problems;
  }
  if (sets.size > 0) {
    return {
      ok: true,
      sets: [...sets.values()],
      isCut: tries > MOST_TRIES || sets.size >= MOST_SETS,
    };
  }
  const why = problems.map((problem) => `${problem.input} (${problem.code})`).join(", ");
  return { ok: false, message: `no values are accepted as inputs: ${why}; give some: name=value` };
}

type Wanted = {
  readonly name: string;
  readonly input: Input;
  readonly given: Scalar | undefined;
};

/** A rule between inputs may refuse the first value of each, so an enum always brings all of its own. */
function valuesFor(
  runbook: Runbook,
  { name, input, given }: Wanted,
  world: SampleWorld,
): readonly Scalar[] {
  if (given !== undefined) return [given];
  const first = sampleFor(input, world);
  const own: readonly Scalar[] = input.type === "enum" ? (input.values ?? []) : [];
  if (first === undefined) return own;
  return [...new Set([first, ...own, ...variantsOf(runbook, `inputs.${name}`, first)])];
}

/** The last list turns fastest. */
function* product(lists: readonly (readonly [string, readonly Scalar[]])[]): Generator<Inputs> {
  const [first, ...rest] = lists;
  if (!first) {
    yield {};
    return;
  }
  for (const value of first[1]) {
    for (const others of product(rest)) yield { [first[0]]: value, ...others };
  }
}
