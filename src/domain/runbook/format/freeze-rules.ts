// Rules of a freeze step: what each operation needs, which repositories it may name, what it can give.
import { nearest } from "../language/nearest.ts";
import type { ValueType } from "../language/scope.ts";
import type { Allowances } from "./allowances.ts";
import { checkEffect } from "./effect-rules.ts";
import { type Fault, type Path, quote } from "./problem.ts";
import { listedRepository } from "./repository-rules.ts";
import type { FreezeStep } from "./step-format.ts";

type Op = FreezeStep["op"];

const OUTPUTS: Readonly<Record<Op, Readonly<Record<string, ValueType>>>> = {
  preflight: { ok: "integer", failed: "integer", open_prs: "integer", auto_merge: "integer" },
  declare: { freeze_id: "string", starts_at: "datetime", ends_at: "datetime" },
  assert: { held: "integer", of: "integer" },
  report: { exceptions: "integer", bypasses: "integer", merges: "integer", drift: "integer" },
};

type Key = keyof FreezeStep;

const NEEDS: Readonly<Record<Op, readonly (readonly [Key, string])[]>> = {
  preflight: [["repos", "name the repositories, such as 'repos: inputs.repos'"]],
  declare: [
    ["repos", "name the repositories, such as 'repos: inputs.repos'"],
    ["starts_at", "say when it begins, such as 'starts_at: inputs.starts_at'"],
  ],
  assert: [
    ["freeze", "name the freeze, such as 'freeze: steps.declare.output.freeze_id'"],
    ["state", "say what it makes sure of: active or lifted"],
  ],
  report: [["freeze", "name the freeze, such as 'freeze: steps.declare.output.freeze_id'"]],
};

const OF_DECLARE: readonly Key[] = [
  "starts_at",
  "ends_at",
  "hours",
  "reason",
  "branches",
  "tags",
  "deploys",
  "exceptions",
  "lift",
  "drift",
  "notices",
  "undo",
  "irreversible",
];

const HAS: Readonly<Record<Op, readonly Key[]>> = {
  preflight: ["repos"],
  declare: ["repos", ...OF_DECLARE],
  assert: ["freeze", "state", "within"],
  report: ["freeze"],
};

const ALL: readonly Key[] = ["repos", ...OF_DECLARE, "freeze", "state", "within"];

export function checkFreeze(
  step: FreezeStep,
  path: Path,
  allows: Allowances | undefined,
): readonly Fault[] {
  const { op } = step;
  const missing = NEEDS[op]
    .filter(([key]) => step[key] === undefined)
    .map(([key, hint]): Fault => ({ path, message: `'${key}' is missing; ${hint}` }));
  const foreign = ALL.filter((key) => step[key] !== undefined && !HAS[op].includes(key)).map(
    (key): Fault => ({
      path: [...path, key],
      on: "key",
      message: `'${key}' has no meaning for 'op: ${op}'`,
    }),
  );
  const own = op === "declare" ? checkDeclare(step, path, allows) : checkLook(step, path);
  return [
    ...missing,
    ...foreign,
    ...own,
    ...checkRepositories(step, path, allows),
    ...checkOutputNames(step, path),
  ];
}

/** A read has nothing to confirm and nothing that people could approve. */
function checkLook(step: FreezeStep, path: Path): readonly Fault[] {
  if (step.approval === undefined) return [];
  const message = `'op: ${step.op}' changes nothing; there is nothing to approve`;
  return [{ path: [...path, "approval"], on: "key", message }];
}

function checkDeclare(
  step: FreezeStep,
  path: Path,
  allows: Allowances | undefined,
): readonly Fault[] {
  return [
    ...checkEffect({ ...step, op: "declare" }, path, allows),
    ...checkWindow(step, path),
    ...checkVoters(step, path),
    ...checkNotices(step, path),
  ];
}

function checkWindow({ starts_at, ends_at, hours }: FreezeStep, path: Path): readonly Fault[] {
  if ((ends_at === undefined) === (hours === undefined)) {
    const found = hours === undefined ? "this one has none" : "this one has both";
    const message = `a freeze has exactly one of 'hours' (how long) and 'ends_at' (until when); ${found}`;
    return [{ path, message }];
  }
  const [from, to] = [starts_at, ends_at].map((at) => Date.parse(at ?? ""));
  if (from === undefined || to === undefined || !(to <= from)) return [];
  const message = `'ends_at' ${quote(ends_at)} is not after 'starts_at' ${quote(starts_at)}`;
  return [{ path: [...path, "ends_at"], message }];
}

/** Whoever asked, and whoever wrote the change, never lets it through. */
function checkVoters({ exceptions }: FreezeStep, path: Path): readonly Fault[] {
  if (!exceptions) return [];
  const at = (key: string): Path => [...path, "exceptions", key];
  const { need, from, exclude } = exceptions;
  const left = (["requester", "author"] as const).filter((who) => !exclude.includes(who));
  const open = left.map((who): Fault => {
    const message = `the ${who} of an exception never approves it; write [requester, author], or leave 'exclude' out`;
    return { path: at("exclude"), message };
  });
  const people = new Set(from);
  const tooFew = need > people.size && from.every((each) => each.startsWith("user:"));
  if (!tooFew) return open;
  const message = `${need} people are needed, but 'from' names ${people.size}; too few could ever approve`;
  return [...open, { path: at("need"), message }];
}

function checkNotices({ notices = [] }: FreezeStep, path: Path): readonly Fault[] {
  return notices.flatMap((notice, index): Fault[] => {
    const before = notices[index - 1];
    if (before === undefined || notice < before) return [];
    const message = "write the notices from the longest to the shortest, each once: [24h, 1h]";
    return [{ path: [...path, "notices", index], message }];
  });
}

function checkRepositories(
  { repos }: FreezeStep,
  path: Path,
  allows: Allowances | undefined,
): readonly Fault[] {
  if (!Array.isArray(repos)) return [];
  const names: readonly string[] = repos;
  return names.flatMap((repo, index): Fault[] => {
    const place = [...path, "repos", index];
    const first = names.findIndex((other) => other.toLowerCase() === repo.toLowerCase());
    if (first < index) return [{ path: place, message: `${quote(repo)} stands here twice` }];
    const message = allows && listedRepository(repo, allows.repositories);
    return message === undefined ? [] : [{ path: place, message }];
  });
}

function checkOutputNames(step: FreezeStep, path: Path): readonly Fault[] {
  const known = OUTPUTS[step.op];
  return Object.entries(step.outputs).flatMap(([name, { type }]): Fault[] => {
    const given = Object.hasOwn(known, name) ? known[name] : undefined;
    if (given === type) return [];
    if (given !== undefined) {
      const message = `'${name}' is of type ${given}, not ${type}`;
      return [{ path: [...path, "outputs", name, "type"], message }];
    }
    const guess = nearest(name, Object.keys(known));
    const hint = guess ? `did you mean '${guess}'?` : `there are ${Object.keys(known).join(", ")}`;
    const message = `'${step.op}' gives no '${name}'; ${hint}`;
    return [{ path: [...path, "outputs", name], on: "key", message }];
  });
}
