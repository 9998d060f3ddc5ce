// Readings under which a condition comes out as wanted, found by trying values around what it compares with.

import type { Runbook } from "../format/format.ts";
import { bindingsOf } from "../language/bindings.ts";
import { conjunctsOf, evaluateExpression, metricsIn } from "../language/expression.ts";
import type { Scalar } from "../language/json.ts";
import { type Scope, scopeAt } from "../language/scope.ts";
import type { Reading } from "../state/reason.ts";
import { around, literalsOf } from "./sample-values.ts";
import type { Found, Scene, Stage, Verdict } from "./scene.ts";

export type Readings = Readonly<Record<string, Reading>>;

/** A condition with the floor below which it is unknown. */
export type Asked = {
  readonly step: string;
  readonly condition: string;
  readonly floor: string | undefined;
};

type Values = Readonly<Record<string, Scalar>>;

/** Undefined where no readings were found: perhaps there are none. */
export function readingsFor(
  { runbook, found }: Stage,
  scene: Scene,
  asked: Asked,
  want: Verdict,
): Readings | undefined {
  const { inputs, steps } = scene.run;
  const outputs = steps.map(({ output }) => output ?? null);
  const last = namesIn(runbook, asked).map((name) => scene.values[name] ?? null);
  const key = JSON.stringify([asked, want, inputs, outputs, last]);
  const search = found.get(key);
  const values = search === undefined ? findValues(runbook, scene, asked, want) : search;
  found.set(key, values);
  if (values === null) return undefined;
  if (values === "no-data") return noData(namesIn(runbook, asked));
  return read(values, scene.now);
}

/** For what is only shown: the value of before, or one of its type. */
export function shownReadings(runbook: Runbook, scene: Scene, names: readonly string[]): Readings {
  const values = names.map((name): [string, Scalar] => {
    const type = runbook.metrics[name]?.type ?? "number";
    return [name, scene.values[name] ?? guessesFor(type, [42], ["example"])[0] ?? 42];
  });
  return read(Object.fromEntries(values), scene.now);
}

function noData(names: readonly string[]): Readings {
  return Object.fromEntries(names.map((name) => [name, { ok: false, cause: "no-data" }]));
}

function read(values: Values, now: Date): Readings {
  const at = now.toISOString();
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { ok: true, value, at }]),
  );
}

function namesIn(runbook: Runbook, { step, condition, floor }: Asked): readonly string[] {
  const scope = scopeAt(runbook, step);
  const texts = [condition, ...(floor === undefined ? [] : [floor])];
  return [...new Set(texts.flatMap((text) => metricsIn(text, scope)))];
}

type Search = {
  readonly scope: Scope;
  readonly scene: Scene;
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
  readonly next: () => number;
};

/** A part of a condition, and whether it shall hold. */
type Clause = { readonly text: string; readonly holds: boolean };

const MOST_TRIES = 40;
const MOST_DRAWS = 200;

/** False is made part by part: with one part that does not hold the whole does not. */
function findValues(runbook: Runbook, scene: Scene, asked: Asked, want: Verdict): Found {
  const names = namesIn(runbook, asked);
  if (names.length === 0) return null;
  if (want === "unknown") return "no-data";
  const floors = asked.floor === undefined ? [] : conjunctsOf(asked.floor).map(toHold);
  const parts = conjunctsOf(asked.condition);
  const wanted: readonly (readonly Clause[])[] =
    want === "true"
      ? [[...floors, ...parts.map(toHold)]]
      : parts.map((text) => [...floors, { text, holds: false }]);
  const literals = literalsOf([...floors.map(({ text }) => text), ...parts]);
  const own = ownValues(scene);
  const numbers = [...literals.numbers, ...own.filter((value) => typeof value === "number")];
  const texts = [...literals.texts, ...own.filter((value) => typeof value === "string")];
  const scope = scopeAt(runbook, asked.step);
  const search: Search = { scope, scene, numbers, texts, next: draws() };
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const clauses = wanted[tries % wanted.length] ?? [];
    const values = satisfy(search, clauses, tries === 0);
    if (values) return fillIn(search, names, values);
  }
  return null;
}

/** A condition may compare with what the run was given, or has found out. */
function ownValues({ run }: Scene): readonly Scalar[] {
  const outputs = run.steps.flatMap(({ output }) => Object.values(output ?? {}));
  return [...Object.values(run.inputs), ...outputs];
}

const toHold = (text: string): Clause => ({ text, holds: true });

/** Clause by clause, each with the values that those before it settled. */
function satisfy(
  search: Search,
  clauses: readonly Clause[],
  withLast: boolean,
): Values | undefined {
  let values: Values = {};
  for (const clause of clauses) {
    const free = metricsIn(clause.text, search.scope).filter((name) => !(name in values));
    const drawn = drawFor(search, clause, { values, free, withLast });
    if (!drawn) return undefined;
    values = drawn;
  }
  return values;
}

type Draft = {
  readonly values: Values;
  readonly free: readonly string[];
  readonly withLast: boolean;
};

function drawFor(search: Search, clause: Clause, draft: Draft): Values | undefined {
  const { values, free, withLast } = draft;
  if (withLast) {
    const last = { ...values, ...pick(search, free, (name) => search.scene.values[name]) };
    if (isMet(search, clause, last)) return last;
  }
  for (let draw = 0; draw < (free.length === 0 ? 1 : MOST_DRAWS); draw += 1) {
    const drawn = { ...values, ...pick(search, free, () => undefined) };
    if (isMet(search, clause, drawn)) return drawn;
  }
  return undefined;
}

function pick(
  { scope, numbers, texts, next }: Search,
  names: readonly string[],
  known: (name: string) => Scalar | undefined,
): Values {
  return Object.fromEntries(
    names.map((name) => {
      const guesses = guessesFor(scope.metrics[name] ?? "number", numbers, texts);
      return [name, known(name) ?? guesses[next() % guesses.length] ?? 0];
    }),
  );
}

function isMet({ scope, scene }: Search, { text, holds }: Clause, values: Values): boolean {
  const bindings = bindingsOf(scene.run, read(values, scene.now), scene.now);
  const verdict = evaluateExpression(text, scope, bindings);
  return "value" in verdict && verdict.value === holds;
}

/** Metrics that the parts looked at do not name still need a value. */
function fillIn(search: Search, names: readonly string[], values: Values): Values {
  const rest = names.filter((name) => !(name in values));
  const all = { ...pick(search, rest, (name) => search.scene.values[name]), ...values };
  return Object.fromEntries(names.map((name) => [name, all[name] ?? 0]));
}

function guessesFor(
  type: string,
  numbers: readonly number[],
  texts: readonly string[],
): readonly Scalar[] {
  if (type === "boolean") return [true, false];
  if (type === "string") return [...texts, "example"];
  return [...new Set([...around(numbers), 0, 1, 50, 100])];
}

/** The same numbers every time, well mixed in all their digits. */
function draws(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39;
    return (state ^ (state >>> 12)) >>> 0;
  };
}
