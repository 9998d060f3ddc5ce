// Who plays in a rehearsal: people of muster.yml where they are known, else parts by name.
import type { Runbook } from "../format.ts";
import { crowdOf, type KnownPeople } from "../known-people.ts";
import type { Person } from "../run.ts";
import type { Cast } from "./scene.ts";

const ENOUGH = 6;

/** The operator starts the run as well, and never approves: that is what a second person is for. */
export function castFor(runbook: Runbook, people: KnownPeople | undefined): Cast {
  const known = people ?? { teams: {}, groups: {} };
  const { permissions, steps } = runbook;
  const operators = crowdOf([...permissions.operate, ...permissions.start], known).named;
  const voters = steps.flatMap((step) =>
    step.kind === "end" || !step.approval ? [] : crowdOf(step.approval.from, known).named,
  );
  const operator = operators.find((name) => !voters.includes(name)) ?? operators[0] ?? "Anna";
  const others = [...new Set(voters)].filter((name) => name !== operator);
  const extras = ["Bea", "Cem", "Dora", "Emil", "Fay", "Gus"].filter((name) => name !== operator);
  const approvers = [...others, ...extras].slice(0, Math.max(ENOUGH, others.length));
  return { operator: person(operator), approvers: approvers.map(person) };
}

const person = (name: string): Person => ({ id: name, name: name.replace(/^@/, "") });
