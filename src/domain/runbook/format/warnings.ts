// What a runbook may leave out or say but should not: told by lint, stopping nobody.
import type { Runbook } from "./format.ts";
import { emptyPrincipal, type KnownPeople } from "./known-people.ts";
import type { Fault, Path } from "./problem.ts";
import type { Step } from "./step-format.ts";

export function findWarnings(runbook: Runbook): readonly Fault[] {
  return [
    ...findLateDeadline(runbook),
    ...findUnfilledStarts(runbook),
    ...findBlindFreezes(runbook),
    ...findManyNotices(runbook),
    ...runbook.steps.flatMap((step, index) =>
      isProof(runbook.steps[index + 1]) ? [] : findUnproven(step, ["steps", index]),
    ),
  ];
}

/** What asks the monitoring right afterwards proves as much as a read-back. */
function isProof(next: Step | undefined): boolean {
  return next?.kind === "check" || (next?.kind === "wait" && next.until !== undefined);
}

function findUnproven(step: Step, path: Path): readonly Fault[] {
  if (step.kind === "http" && step.method !== "GET" && !step.verify) {
    const message = `nothing reads back whether this ${step.method} took effect; add 'verify'`;
    return [{ path: [...path, "method"], message }];
  }
  if (step.kind !== "flag" || step.verify) return [];
  const message = "nothing reads back whether the flag is as set; add 'verify: {flag_state: …}'";
  return [{ path: [...path, "set"], message }];
}

/** A freeze has four posts at most, of which two are left for before its start. */
function findManyNotices({ steps }: Runbook): readonly Fault[] {
  return steps.flatMap((step, index): Fault[] => {
    if (step.kind !== "freeze" || (step.notices?.length ?? 0) <= 2) return [];
    const message =
      "only the first and the last of these are posted; a freeze has four posts at most";
    return [{ path: ["steps", index, "notices"], message }];
  });
}

/** At midnight is the wrong time to learn that a repository cannot be frozen, or was not. */
function findBlindFreezes({ steps }: Runbook): readonly Fault[] {
  return steps.flatMap((step, index): Fault[] => {
    if (step.kind !== "freeze" || step.op !== "declare") return [];
    const path = ["steps", index, "op"];
    const looks = (op: string, among: readonly Step[]) =>
      among.some((other) => other.kind === "freeze" && other.op === op);
    const isSeen = looks("preflight", steps.slice(0, index));
    const isProven = looks("assert", steps.slice(index + 1));
    return [
      ...(isSeen
        ? []
        : [
            {
              path,
              message:
                "nothing looks first whether these repositories can be frozen; add a step 'op: preflight'",
            },
          ]),
      ...(isProven
        ? []
        : [
            {
              path,
              message:
                "nothing makes sure that every repository is really frozen; add a step 'op: assert' after the start",
            },
          ]),
    ];
  });
}

/** The deadline only asks a person, but it should not do so in the middle of a step that goes well. */
function findLateDeadline({ deadline, steps }: Runbook): readonly Fault[] {
  const patience = steps.map((step) =>
    step.kind === "wait" ? (step.timeout ?? step.for ?? 0) : 0,
  );
  const longest = Math.max(0, ...patience);
  if (deadline === undefined || longest < deadline) return [];
  const step = steps[patience.indexOf(longest)];
  const message = `the deadline is not longer than the step '${step?.id}' alone may wait`;
  return [{ path: ["deadline"], message }];
}

/** A runbook that starts by itself has nobody to fill in its form. */
function findUnfilledStarts(runbook: Runbook): readonly Fault[] {
  const needed = Object.entries(runbook.inputs)
    .filter(([, input]) => input.required && input.default === undefined)
    .map(([name]) => name);
  return runbook.triggers.flatMap((trigger, index): Fault[] => {
    if (!("alert" in trigger) || trigger.mode !== "start") return [];
    const lacking = needed.filter((name) => !Object.hasOwn(trigger.set, name));
    if (lacking.length === 0) return [];
    const message = `it cannot start by itself and will only be suggested: nothing fills ${lacking.join(", ")}; add it to 'set' or give it a default`;
    return [{ path: ["triggers", index, "mode"], message }];
  });
}

/** Principals that are nobody by what muster.yml says. */
export function findNobodies(runbook: Runbook, people: KnownPeople): readonly Fault[] {
  const rights = (["start", "operate", "abort"] as const).flatMap((right) =>
    judgeAll(runbook.permissions[right], ["permissions", right], people),
  );
  const approvals = runbook.steps.flatMap((step, index) =>
    step.kind === "end" || !step.approval
      ? []
      : judgeAll(step.approval.from, ["steps", index, "approval", "from"], people),
  );
  const owner = emptyPrincipal(runbook.owner, people);
  const nobody: Fault[] = owner === undefined ? [] : [{ path: ["owner"], message: owner }];
  return [...nobody, ...rights, ...approvals];
}

function judgeAll(
  principals: readonly string[],
  path: Path,
  people: KnownPeople,
): readonly Fault[] {
  return principals.flatMap((principal, index) => {
    const message = emptyPrincipal(principal, people);
    return message === undefined ? [] : [{ path: [...path, index], message }];
  });
}

/** A runbook past its review day is shown with a note when it is started; it still starts. */
export function isReviewOverdue(runbook: Runbook, now: Date): boolean {
  return runbook.review_by !== undefined && runbook.review_by < now.toISOString().slice(0, 10);
}
