// Whether every connection that a runbook names is in muster.yml, and of the kind that is needed there.
import type { ConnectionKind } from "../../connection.ts";
import { nearest } from "../language/nearest.ts";
import type { Connections } from "./allowances.ts";
import type { Head } from "./format.ts";
import type { Fault, Path } from "./problem.ts";
import type { HttpStep, Step } from "./step-format.ts";

type Use = {
  readonly path: Path;
  readonly name: string;
  readonly kinds: readonly ConnectionKind[];
};

export function checkConnections(
  head: Head,
  steps: readonly (Step | undefined)[],
  known: Connections,
): readonly Fault[] {
  const uses = [
    ...Object.entries(head.metrics).map(([name, metric]) =>
      "http" in metric
        ? over(["metrics", name, "http"], metric.http)
        : use(["metrics", name, "prometheus"], metric.prometheus, ["prometheus"]),
    ),
    ...steps.flatMap((step, index) => (step ? usesOf(step, ["steps", index]) : [])),
  ];
  return uses.flatMap((each) => judge(each, known));
}

function judge({ path, name, kinds }: Use, known: Connections): readonly Fault[] {
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (found && kinds.includes(found)) return [];
  const wanted = kinds.join(" or ");
  const others = Object.keys(known).filter((other) => kinds.some((kind) => kind === known[other]));
  const guess = nearest(name, others);
  const hint = guess
    ? `did you mean '${guess}'?`
    : `of kind ${wanted} there are ${others.join(", ") || "none"}`;
  const message = found
    ? `the connection '${name}' is of kind ${found}; here one of kind ${wanted} is needed`
    : `no connection '${name}' in muster.yml; ${hint}`;
  return [{ path, message }];
}

function usesOf(step: Step, path: Path): readonly Use[] {
  switch (step.kind) {
    case "http":
      return requestUses(step, path);
    case "flag":
      return [use([...path, "connection"], step.connection, ["unleash", "launchdarkly"])];
    case "github":
    case "freeze":
    case "undo":
    case "manual":
    case "choice":
    case "check":
    case "wait":
    case "announce":
    case "end":
      return [];
  }
}

function requestUses(step: HttpStep, path: Path): readonly Use[] {
  const reads = (["verify", "probe"] as const).flatMap((key) => {
    const read = step[key];
    return read ? [over([...path, key, "http"], read.http)] : [];
  });
  const undoReads = (["only_if", "verify"] as const).flatMap((key) => {
    const read = step.undo?.[key];
    return read ? [over([...path, "undo", key, "http"], read.http)] : [];
  });
  return [over([...path, "connection"], step.connection), ...reads, ...undoReads];
}

const over = (path: Path, name: string): Use => use(path, name, ["http"]);

function use(path: Path, name: string, kinds: readonly ConnectionKind[]): Use {
  return { path, name, kinds };
}
