// What a freeze would say in a drill or a rehearsal, where none was declared.
import type { FreezeLookStep, Step } from "../format/step-format.ts";
import type { Json, Scalar } from "../language/json.ts";
import type { FreezeDeclaration } from "../state/change.ts";
import type { FreezeSight } from "../state/freeze-sight.ts";
import type { HttpAnswer, ReadAnswer } from "../state/run-event.ts";
import type { Instant } from "../state/stamp.ts";

export function stubDeclared(step: Step | undefined, change: FreezeDeclaration): HttpAnswer {
  const rehearsed: Readonly<Record<string, Scalar>> = step?.kind === "freeze" ? step.rehearse : {};
  const { startsAt: starts_at, endsAt: ends_at } = change;
  return { status: 201, json: { freeze_id: "FRZ-0", starts_at, ends_at, ...rehearsed } };
}

/** `goes` as hoped: enforceable, frozen or open as the step wants it. */
export function stubLook(step: FreezeLookStep, of: string, goes = true): ReadAnswer {
  switch (step.op) {
    case "preflight": {
      const text = "";
      return goes
        ? answer({ ok: 1, failed: 0, open_prs: 0, auto_merge: 0, text, ...step.rehearse })
        : { ok: false, message: "GitHub did not answer" };
    }
    case "assert":
      return answer(sightOf(of, goes ? (step.state ?? "active") : "scheduled"));
    case "report":
      return goes
        ? answer({ exceptions: 0, bypasses: 0, merges: 0, drift: 0, text: "", ...step.rehearse })
        : { ok: true, status: 404, json: {} };
  }
}

/** While there is a time to wait for it is still to come; then it is over. */
export function stubFollowed(of: string, endsAt: Instant | undefined): ReadAnswer {
  if (endsAt === undefined) return answer(sightOf(of, "lifted"));
  return answer(sightOf(of, "active", endsAt));
}

function sightOf(
  id: string,
  state: "scheduled" | "active" | "lifted",
  endsAt: Instant | null = null,
): FreezeSight {
  const isOver = state === "lifted";
  const held = state === "active" ? 1 : 0;
  return {
    ...{ id, state, starts_at: "", ends_at: endsAt, is_ended: isOver, is_over: isOver },
    ...{ held, open: 1 - held, of: 1, trouble: state === "scheduled" ? ["owner/name"] : [] },
  };
}

const answer = (json: Json): ReadAnswer => ({ ok: true, status: 200, json });
