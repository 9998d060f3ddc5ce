// Decides that what somebody took away by hand is put back: a wish on the freeze, which the next look carries out.
import type { Actor } from "../actor.ts";
import { refuse } from "../refusal.ts";
import type { FreezeDecision } from "./decide-freeze.ts";
import type { Freeze } from "./freeze.ts";
import { userOf } from "./freeze-course.ts";
import type { FrozenRepository } from "./repository.ts";

export function putBack(
  freeze: Freeze,
  {
    repository,
    state,
    driftToldAt,
  }: Pick<FrozenRepository, "repository" | "state" | "driftToldAt">,
  { by, now }: { readonly by: Actor; readonly now: Date },
): FreezeDecision {
  const { number } = freeze;
  if (freeze.state !== "scheduled" && freeze.state !== "active") {
    return refuse({ code: "freeze-state", number, state: freeze.state, wanted: "put-back" });
  }
  if (state !== "drifted") return refuse({ code: "not-drifted", number, repository, state });
  const asked = freeze.putBack?.[repository];
  const isAsked = asked !== undefined && driftToldAt !== null && asked >= driftToldAt;
  if (isAsked) return { ok: true, next: freeze, events: [] };
  const at = now.toISOString();
  const news = { what: "put-back", repository, by: userOf(by) } as const;
  return {
    ok: true,
    next: { ...freeze, putBack: { ...freeze.putBack, [repository]: at } },
    events: [{ what: "freeze.put-back", detail: { repository, by }, news }],
  };
}
