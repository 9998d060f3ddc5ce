// Who plays in a rehearsal: people of muster.yml where they are known, else parts by name.
import type { Runbook } from "../format/format.ts";
import { type Crowd, crowdOf, type KnownPeople } from "../format/known-people.ts";
import type { Person } from "../state/stamp.ts";
import type { Cast } from "./scene.ts";

const NOBODY_KNOWN: KnownPeople = { teams: {}, groups: {} };
const EXTRAS = ["Bea", "Cem", "Dora", "Emil", "Fay", "Gus"];

/** One person starts and operates the run, one who approves nothing if there is such a one. */
export function castFor(runbook: Runbook, people: KnownPeople = NOBODY_KNOWN): Cast {
  const { permissions, steps } = runbook;
  const operators = crowdOf([...permissions.operate, ...permissions.start], people).named;
  const voters = steps.flatMap((step) =>
    step.kind === "end" || !step.approval ? [] : crowdOf(step.approval.from, people).named,
  );
  const name = operators.find((each) => !voters.includes(each)) ?? operators[0] ?? "Anna";
  return { operator: person(name), people };
}

/**
 * Who can vote, the operator last. There are always enough: whether there are in earnest is judged
 * apart, and must not keep the rest of the runbook from being walked.
 */
export function votersFor(cast: Cast, from: readonly string[], enough: number): readonly Person[] {
  const crowd = crowdOf(from, cast.people);
  const others = namesOf(crowd).filter((name) => name !== cast.operator.id);
  const missing = crowd.anybody ? EXTRAS.length : Math.max(0, enough - others.length);
  const all = [...others, ...EXTRAS.filter((name) => name !== cast.operator.id).slice(0, missing)];
  const isOne = crowd.anybody || crowd.named.includes(cast.operator.id);
  return [...all.map(person), ...(isOne ? [cast.operator] : [])];
}

const namesOf = ({ named, roles }: Crowd): readonly string[] => [
  ...named,
  ...roles.map((role) => `the ${role.replaceAll("_", " ")}`),
];

export const person = (name: string): Person => ({ id: name, name: name.replace(/^@/, "") });
