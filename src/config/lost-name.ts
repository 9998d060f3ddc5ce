// A name in muster.yml that leads nowhere, and the one that was probably meant.
import { nearest } from "../domain/runbook/language/nearest.ts";
import type { Fault } from "./fault.ts";
import { quote } from "./problem.ts";
import type { Path } from "./yaml-source.ts";

export type Sought = {
  readonly what: "team" | "group" | "service";
  /** Undefined names nothing, so nothing is lost. */
  readonly name: string | undefined;
  readonly known: readonly string[];
};

export function lostName({ what, name, known }: Sought, path: Path): readonly Fault[] {
  if (name === undefined || known.includes(name)) return [];
  const meant = nearest(name, known);
  const fix = meant ? `Did you mean ${meant}?` : `Add it to ${what}s, or leave it out.`;
  return [{ path, message: `there is no ${what} ${quote(name)}. ${fix}` }];
}

type Names = { readonly teams: readonly string[]; readonly groups: readonly string[] };

/** Roles and single people are found at the click; teams and groups are this file's own. */
export function lostPrincipal(
  principal: string,
  path: Path,
  { teams, groups }: Names,
): readonly Fault[] {
  const [sort, name] = principal.split(/:(.*)/s);
  if (sort === "oncall") return lostName({ what: "team", name, known: teams }, path);
  if (sort === "group") return lostName({ what: "group", name, known: groups }, path);
  return [];
}
