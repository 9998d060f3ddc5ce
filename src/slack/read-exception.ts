// What is known around one exception: its incident, the freezes that hold its repository, how long a vote is good for.
import type { FreezeException } from "../domain/freeze/exception.ts";
import { isHolding } from "../domain/freeze/freeze.ts";
import type { Deps } from "../operations/context.ts";
import { listOpenFreezes } from "../storage/freezes.ts";
import { findIncident } from "../storage/incidents.ts";
import { words } from "../words/words.ts";

export type ExceptionFacts = {
  readonly incident: number | null;
  readonly freezes: readonly string[];
  /** The shortest of those that hold; null where none does any more. */
  readonly validForMinutes: number | null;
};

export async function readExceptionFacts(
  { db, clock }: Pick<Deps, "db" | "clock">,
  { repository, incidentId }: FreezeException,
): Promise<ExceptionFacts> {
  const incident = incidentId ? await findIncident(db, incidentId) : undefined;
  const now = clock.now();
  const holding = (await listOpenFreezes(db)).filter(
    (freeze) => isHolding(freeze, now) && freeze.scope.repositories.includes(repository),
  );
  const times = holding.map(({ exceptions }) => exceptions.validForMinutes);
  return {
    incident: incident?.number ?? null,
    freezes: holding.map(({ number }) => words.freeze.name(number)),
    validForMinutes: times.length > 0 ? Math.min(...times) : null,
  };
}
