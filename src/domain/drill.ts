// What an exercise leaves out: it promises nothing, nags nobody, and gets no post-mortem.
import type { Decision } from "./incident-change.ts";

/** In a drill a decision keeps its timeline and its words, and drops every deadline. */
export function withoutPromises(decision: Decision): Decision {
  if (!decision.ok) return decision;
  const next = { ...decision.next, ackDueAt: null, updateDueAt: null, restoreDueAt: null };
  return {
    ...decision,
    next,
    timers: decision.timers.filter((change) => "clear" in change),
    effects: decision.effects.filter(({ kind }) => kind !== "upload-post-mortem"),
  };
}
