// Readings under which a condition comes out as wanted, found by trying values around what it compares with.
import { bindingsOf } from "../bindings.ts";
import { evaluateExpression, metricsIn } from "../expression.ts";
import type { Runbook } from "../format.ts";
import type { Scalar } from "../json.ts";
import type { Reading } from "../run.ts";
import { type Scope, scopeAfter } from "../scope.ts";
import { around, literalsOf } from "./sample-values.ts";
import type { Scene, Verdict } from "./scene.ts";

export type Readings = Readonly<Record<string, Reading>>;

/** A condition with the floor below which it is unknown. */
export type Asked = {
  readonly step: string;
  readonly condition: string;
  readonly floor: string | undefined;
};

const MOST_TRIES = 1_500;

/** Undefined where no readings were found: perhaps there are none. */
export function readingsFor(
  runbook: Runbook,
  scene: Scene,
  asked: Asked,
  want: Verdict,
): Readings | undefined {
  const index = runbook.steps.findIndex(({ id }) => id === asked.step);
  const scope = scopeAfter(runbook, runbook.steps.slice(0, index).map(known), true);
  const texts = [asked.condition, ...(asked.floor === undefined ? [] : [asked.floor])];
  const names = [...new Set(texts.flatMap((text) => metricsIn(text, scope)))];
  if (want === "unknown") {
    return names.length === 0 ? undefined : noData(names);
  }
  const { numbers, texts: words } = literalsOf(texts);
  const lists = names.map((name) => {
    const guesses = guessesFor(scope.metrics[name] ?? "number", numbers, words);
    const last = scene.values[name];
    return [...new Set(last === undefined ? guesses : [last, ...guesses])];
  });
  for (const values of draws(lists)) {
    const readings = read(names, values, scene.now);
    if (judge(scope, scene, asked, readings) === want) return readings;
  }
  return undefined;
}

const known = <S extends { readonly id: string }>(step: S) => ({ id: step.id, step });

export function noData(names: readonly string[]): Readings {
  return Object.fromEntries(names.map((name) => [name, { ok: false, cause: "no-data" }]));
}

/** For what is only shown: the value of before, or one of its type. */
export function shownReadings(runbook: Runbook, scene: Scene, names: readonly string[]): Readings {
  const values = names.map((name) => {
    const type = runbook.metrics[name]?.type ?? "number";
    return scene.values[name] ?? guessesFor(type, [42], ["example"])[0] ?? 42;
  });
  return read(names, values, scene.now);
}

function guessesFor(
  type: string,
  numbers: readonly number[],
  words: readonly string[],
): readonly Scalar[] {
  if (type === "boolean") return [true, false];
  if (type === "string") return [...words, "example"];
  return [...new Set([...around(numbers), 0, 1, 50, 100, 1_000])];
}

function read(names: readonly string[], values: readonly Scalar[], now: Date): Readings {
  const at = now.toISOString();
  return Object.fromEntries(
    names.map((name, index) => [name, { ok: true, value: values[index] ?? 0, at }]),
  );
}

function judge(scope: Scope, { run, now }: Scene, asked: Asked, readings: Readings): Verdict {
  const bindings = bindingsOf(run, readings, now);
  const evaluate = (text: string): Verdict => {
    const verdict = evaluateExpression(text, scope, bindings);
    if ("unknown" in verdict) return "unknown";
    return verdict.value ? "true" : "false";
  };
  if (asked.floor !== undefined && evaluate(asked.floor) !== "true") return "unknown";
  return evaluate(asked.condition);
}

/** All combinations where they are few, else a fixed sample of them. */
function* draws(lists: readonly (readonly Scalar[])[]): Generator<readonly Scalar[]> {
  const total = lists.reduce((product, list) => product * list.length, 1);
  let seed = 12_345;
  for (let turn = 0; turn < Math.min(total, MOST_TRIES); turn += 1) {
    let rest = turn;
    if (total > MOST_TRIES && turn > 0) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      rest = seed;
    }
    yield lists.map((list) => {
      const value = list[rest % list.length] ?? 0;
      rest = Math.floor(rest / list.length) + (total > MOST_TRIES ? seed % 97 : 0);
      return value;
    });
  }
}
