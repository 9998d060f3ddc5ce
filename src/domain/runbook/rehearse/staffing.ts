// Whether there is somebody for everything: to start, to operate, to abort, and enough to approve.
import type { Runbook } from "../format/format.ts";
import { type Crowd, crowdOf, isNobody, type KnownPeople } from "../format/known-people.ts";
import type { Fault } from "../format/problem.ts";
import type { Approval } from "../format/step-format.ts";

const RIGHTS = ["start", "operate", "abort"] as const;

export function findUnstaffed(runbook: Runbook, people: KnownPeople): readonly Fault[] {
  const rights = RIGHTS.flatMap((right): Fault[] => {
    const principals = runbook.permissions[right];
    if (!isNobody(crowdOf(principals, people))) return [];
    const message = `nobody may ${right} it: by muster.yml ${principals.join(", ")} is nobody`;
    return [{ path: ["permissions", right], message }];
  });
  const approvals = runbook.steps.flatMap((step, index): Fault[] => {
    const approval = step.kind === "end" ? undefined : step.approval;
    const message = approval && judgeApproval(runbook, approval, people);
    return message === undefined ? [] : [{ path: ["steps", index, "approval", "from"], message }];
  });
  return [...rights, ...approvals];
}

/** Undefined where there is at least one way to cast it: who starts and who operates can be chosen. */
function judgeApproval(
  runbook: Runbook,
  { need, from, exclude }: Approval,
  people: KnownPeople,
): string | undefined {
  const voters = crowdOf(from, people);
  const all = size(voters);
  if (all === Number.POSITIVE_INFINITY) return undefined;
  const excluded = fewestExcluded(runbook, exclude, voters, people);
  const able = all - excluded;
  if (able >= need) return undefined;
  const who = [...voters.named, ...voters.roles.map((role) => `the ${role}`)].join(", ");
  const without = excluded === 0 ? "" : `, less ${excluded} for ${exclude.join(" and ")}`;
  const found =
    all === 0 ? `${from.join(", ")} is nobody by muster.yml` : `there is ${who}${without}`;
  return `nobody can give this approval: it needs ${need}, and ${found}`;
}

/** A role is one person at a time; it may be one who is named already, but need not. */
function size({ named, roles, anybody }: Crowd): number {
  return anybody ? Number.POSITIVE_INFINITY : named.length + roles.length;
}

/** As few as can be: whoever can start or operate from outside the voters takes no vote away. */
function fewestExcluded(
  { permissions }: Runbook,
  exclude: Approval["exclude"],
  voters: Crowd,
  people: KnownPeople,
): number {
  const inside = exclude.filter((role) => {
    const crowd = crowdOf(role === "starter" ? permissions.start : permissions.operate, people);
    return !hasOutsider(crowd, voters);
  });
  const [first, ...rest] = inside.map((role) =>
    crowdOf(role === "starter" ? permissions.start : permissions.operate, people),
  );
  if (!first) return 0;
  const canBeOne = rest.every((crowd) => crowd.named.some((name) => first.named.includes(name)));
  return canBeOne ? 1 : 2;
}

function hasOutsider({ named, roles, anybody }: Crowd, voters: Crowd): boolean {
  const isOther = named.some((name) => !voters.named.includes(name));
  return anybody || isOther || roles.some((role) => !voters.roles.includes(role));
}
