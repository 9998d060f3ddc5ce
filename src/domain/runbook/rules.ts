// Rules between the keys of one step, which no shape can hold.
import type { ConnectionKind } from "../connection.ts";
import type { Head } from "./format.ts";
import { checkInput } from "./input-value.ts";
import type { Fault, Path } from "./problem.ts";
import { quote } from "./problem.ts";
import type { ChoiceStep, HttpStep, Step, WaitStep } from "./step-format.ts";

export type Connections = Readonly<Record<string, ConnectionKind>>;

export function checkRules(step: Step, path: Path): readonly Fault[] {
  switch (step.kind) {
    case "wait":
      return checkWait(step, path);
    case "http":
      return checkHttp(step, path);
    case "choice":
      return checkOptions(step, path);
    case "flag":
    case "github":
    case "undo":
    case "manual":
    case "check":
    case "announce":
    case "end":
      return [];
  }
}

function checkWait(step: WaitStep, path: Path): readonly Fault[] {
  if ((step.until === undefined) === (step.for === undefined)) {
    return [
      { path, message: "a wait has exactly one of 'until' (a condition) and 'for' (a duration)" },
    ];
  }
  if (step.for !== undefined) {
    const foreign = (["known_if", "hold", "every", "timeout"] as const).filter(
      (key) => step[key] !== undefined,
    );
    return foreign.map((key) => ({
      path: [...path, key],
      on: "key",
      message: `'${key}' goes with 'until'; a wait 'for' a duration ends by itself`,
    }));
  }
  if (step.timeout === undefined) {
    return [
      {
        path,
        message:
          "'timeout' is missing in this wait step; a condition may never come true, write such as 'timeout: 15m'",
      },
    ];
  }
  if ((step.hold ?? 0) < step.timeout) return [];
  return [
    {
      path: [...path, "hold"],
      message: "'hold' is not shorter than 'timeout'; the step could never succeed",
    },
  ];
}

function checkHttp(step: HttpStep, path: Path): readonly Fault[] {
  return step.method === "GET" ? checkRead(step, path) : checkEffect(step, path);
}

function checkRead(step: HttpStep, path: Path): readonly Fault[] {
  const foreign = (["repeat", "probe", "irreversible", "body", "verify"] as const).filter(
    (key) => step[key] !== undefined,
  );
  return foreign.map((key) => ({
    path: [...path, key],
    on: "key",
    message: `'${key}' has no meaning for a GET, which only reads`,
  }));
}

const REPEATS =
  "safe (an absolute set: sending again changes nothing), keyed (the server honours Idempotency-Key), probe (with 'probe': a read that tells whether it happened) or never";

function checkEffect(step: HttpStep, path: Path): readonly Fault[] {
  const faults: Fault[] = [];
  if (step.repeat === undefined) {
    faults.push({ path, message: `'repeat' is missing in this ${step.method}; write ${REPEATS}` });
  }
  if (step.repeat === "probe" && !step.probe) {
    faults.push({
      path: [...path, "repeat"],
      message: "'repeat: probe' needs 'probe': {http, path, pointer, equals}",
    });
  }
  if (step.probe && step.repeat !== undefined && step.repeat !== "probe") {
    faults.push({
      path: [...path, "probe"],
      on: "key",
      message: `'probe' goes with 'repeat: probe', not with ${quote(step.repeat)}`,
    });
  }
  if (step.run === "auto") {
    faults.push({
      path: [...path, "run"],
      message: `'run: auto' is not carried out yet for a ${step.method} (effects without a click); write click`,
    });
  }
  return faults;
}

function checkOptions(step: ChoiceStep, path: Path): readonly Fault[] {
  return step.options.flatMap((option, index) => {
    const first = step.options.findIndex(({ value }) => value === option.value);
    if (first === index) return [];
    const message = `the value ${quote(option.value)} is taken by option ${first + 1}`;
    return [{ path: [...path, "options", index, "value"], message }];
  });
}

/** Defaults must be values that a person could have given; `set` names inputs that exist. */
export function checkHead(head: Head): readonly Fault[] {
  const defaults = Object.entries(head.inputs).flatMap(([name, input]): Fault[] => {
    if (input.default === undefined) return [];
    const checked = checkInput(input, input.default);
    if (checked.ok) return [];
    const path = ["inputs", name, "default"];
    return [
      {
        path,
        message: `the default ${quote(input.default)} is refused by its own rules (${checked.code})`,
      },
    ];
  });
  const sets = head.triggers.flatMap((trigger, index) =>
    Object.keys("set" in trigger ? trigger.set : {})
      .filter((name) => !Object.hasOwn(head.inputs, name))
      .map(
        (name): Fault => ({
          path: ["triggers", index, "set", name],
          on: "key",
          message: `no input '${name}' to set; there are ${Object.keys(head.inputs).join(", ") || "none"}`,
        }),
      ),
  );
  return [...defaults, ...sets];
}

export function checkConnections(
  head: Head,
  steps: readonly (Step | undefined)[],
  known: Connections,
): readonly Fault[] {
  const uses = [
    ...Object.entries(head.metrics).map(([name, metric]) =>
      "http" in metric
        ? { path: ["metrics", name, "http"], name: metric.http, kind: "http" as const }
        : {
            path: ["metrics", name, "prometheus"],
            name: metric.prometheus,
            kind: "prometheus" as const,
          },
    ),
    ...steps.flatMap((step, index) =>
      step?.kind === "http" ? connectionsOf(step, ["steps", index]) : [],
    ),
  ];
  return uses.flatMap(({ path, name, kind }) => {
    const found = Object.hasOwn(known, name) ? known[name] : undefined;
    if (found === kind) return [];
    const others = Object.keys(known).filter((other) => known[other] === kind);
    const message = found
      ? `the connection '${name}' is of kind ${found}; here one of kind ${kind} is needed`
      : `no connection '${name}' in muster.yml; of kind ${kind} there are ${others.join(", ") || "none"}`;
    return [{ path, message }];
  });
}

function connectionsOf(step: HttpStep, path: Path) {
  return [
    { path: [...path, "connection"], name: step.connection, kind: "http" as const },
    ...(["verify", "probe"] as const).flatMap((key) => {
      const read = step[key];
      return read ? [{ path: [...path, key, "http"], name: read.http, kind: "http" as const }] : [];
    }),
  ];
}
