// The CEL dialect of runbooks: declared names, numbers that mix, and division that can be unknown.
import { Environment } from "@marcbachmann/cel-js";
import type { Scope, ValueType } from "./scope.ts";

const CEL_TYPES: Readonly<Record<ValueType, string>> = {
  string: "string",
  integer: "int",
  number: "double",
  boolean: "bool",
  datetime: "google.protobuf.Timestamp",
  duration: "google.protobuf.Duration",
};

/** Thrown inside an evaluation; a zero divisor says nothing, it is not an error of the runbook. */
export class DivisionByZero extends Error {
  override readonly name = "DivisionByZero";
}

/** What every runbook shares; building it costs a millisecond, copying it next to nothing. */
const DIALECT = mixNumbers(addFunctions(new Environment()));

/** Knows the names of one place; `onZero` hears of every division by zero, also a swallowed one. */
export function celEnvironment(scope: Scope, onZero?: () => void): Environment {
  const environment = DIALECT.clone();
  if (onZero) addQuotient(environment, onZero);
  environment.registerVariable("inputs", { schema: typed(scope.inputs) });
  environment.registerVariable("steps", { schema: stepSchema(scope) });
  environment.registerVariable("alert", {
    schema: { name: "string", title: "string", labels: "map<string, string>" },
  });
  environment.registerVariable("incident", {
    schema: { id: "string", title: "string", priority: "string", service: "string" },
  });
  environment.registerVariable("run", {
    schema: { id: "string", started_at: CEL_TYPES.datetime, started_by: "string" },
  });
  environment.registerVariable("now", CEL_TYPES.datetime);
  for (const [name, type] of Object.entries(scope.metrics)) {
    environment.registerVariable(name, CEL_TYPES[type]);
  }
  return environment;
}

function typed(names: Readonly<Record<string, ValueType>>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([name, type]) => [name, CEL_TYPES[type]]));
}

function stepSchema(scope: Scope) {
  return Object.fromEntries(
    Object.entries(scope.outputs).map(([id, outputs]) => [
      id,
      outputs === "opaque" ? { output: "map<string, dyn>" } : { output: typed(outputs) },
    ]),
  );
}

/** CEL does not mix int and double, but `rate - 2` is what people write. */
function mixNumbers(environment: Environment): Environment {
  const operators = {
    "+": (a: number, b: number) => a + b,
    "-": (a: number, b: number) => a - b,
    "*": (a: number, b: number) => a * b,
    "/": (a: number, b: number) => a / b,
  };
  for (const [sign, compute] of Object.entries(operators)) {
    const mixed = (a: number | bigint, b: number | bigint) => compute(Number(a), Number(b));
    environment.registerOperator(`double ${sign} int: double`, mixed);
    environment.registerOperator(`int ${sign} double: double`, mixed);
  }
  const same = (a: number | bigint, b: number | bigint) => Number(a) === Number(b);
  return environment.registerOperator("double == int: bool", same);
}

function addFunctions(environment: Environment): Environment {
  for (const [name, compute] of Object.entries({ abs: Math.abs, round: Math.round })) {
    environment.registerFunction(`${name}(double): double`, compute);
    environment.registerFunction(`${name}(int): double`, (a: bigint) => compute(Number(a)));
  }
  for (const [name, compute] of Object.entries({ min: Math.min, max: Math.max })) {
    const mixed = (a: number | bigint, b: number | bigint) => compute(Number(a), Number(b));
    for (const pair of ["double, double", "double, int", "int, double", "int, int"]) {
      environment.registerFunction(`${name}(${pair}): double`, mixed);
    }
  }
  return environment;
}

/** Stands in for `/` when a condition is evaluated. */
function addQuotient(environment: Environment, onZero: () => void): void {
  const divide = <N extends number | bigint>(a: N, b: N, quotient: (a: N, b: N) => N): N => {
    if (Number(b) !== 0) return quotient(a, b);
    onZero();
    throw new DivisionByZero("division by zero");
  };
  const real = (a: number | bigint, b: number | bigint) =>
    divide(Number(a), Number(b), (x, y) => x / y);
  for (const pair of ["double, double", "double, int", "int, double"]) {
    environment.registerFunction(`quotient(${pair}): double`, real);
  }
  const whole = (a: bigint, b: bigint) => divide(a, b, (x, y) => x / y);
  environment.registerFunction("quotient(int, int): int", whole);
}
