// Before a run begins: the connections it will use are looked at, and a person decides about what was found.

import type { PreflightFinding } from "../state/run.ts";
import type { Person } from "../state/stamp.ts";
import { ask, patchRun, type Turn } from "../state/turn.ts";
import { dropRunTimer, setRunTimer, WHOLE_RUN } from "./run-timer.ts";
import { endRun } from "./settle.ts";
import { usesOf } from "./uses.ts";

/** Each look takes at most five seconds; after this long nobody is looking any more. */
const PREFLIGHT_MS = 10_000;
const UNUSED_MS = 3_600_000;

/** A run that uses nothing outside has nothing to look at and begins at once. */
export function lookFirst(turn: Turn): Turn {
  const uses = usesOf(turn.runbook, turn.run.inputs);
  if (uses.length === 0) return beginRun(turn);
  const attempt = (turn.run.preflight?.attempt ?? 0) + 1;
  const looking = patchRun(turn, {
    state: "created",
    preflight: { state: "looking", attempt, findings: [] },
  });
  const asked = ask(looking, { do: "preflight", step: WHOLE_RUN, attempt, uses });
  return setRunTimer(asked, "preflight", PREFLIGHT_MS, attempt);
}

export function hearPreflight(turn: Turn, findings: readonly PreflightFinding[]): Turn {
  const { preflight } = turn.run;
  if (!preflight) throw new Error(`run ${turn.run.id} has no preflight`);
  // What makes no step fail is only told: a drill does not need it.
  const stops = findings.some(({ steps }) => steps.length > 0);
  const state = stops ? "found" : "passed";
  const heard = patchRun(dropRunTimer(turn, "preflight"), {
    preflight: { ...preflight, state, findings },
  });
  if (!stops) return beginRun(heard);
  return heard.run.timers?.unused === undefined ? setRunTimer(heard, "unused", UNUSED_MS) : heard;
}

/** Silence is a finding too: it must neither hold the run up for ever nor pass for "all is well". */
export function preflightUnanswered(turn: Turn): Turn {
  const uses = usesOf(turn.runbook, turn.run.inputs);
  const findings = uses.map((use) => ({
    connection: "connection" in use ? use.connection : use.repo,
    message: `Nothing is known about it: the look took longer than ${PREFLIGHT_MS / 1_000} s. Look again, or start anyway.`,
    steps: use.steps,
  }));
  return hearPreflight(turn, findings);
}

/** From here the run's age counts. */
export function beginRun(turn: Turn): Turn {
  const quiet = dropRunTimer(dropRunTimer(turn, "unused"), "preflight");
  const running = patchRun(quiet, { state: "running" });
  const { deadline } = turn.runbook;
  if (deadline === undefined) return running;
  const deadlineAt = new Date(turn.moment.now.getTime() + deadline).toISOString();
  return setRunTimer(patchRun(running, { deadlineAt }), "deadline", deadline);
}

/** Nothing was done yet: the run never began. */
export function cancelRun(turn: Turn, by?: Person, note?: string): Turn {
  return endRun(turn, {
    state: "cancelled",
    outcome: "cancelled",
    ...(by ? { by } : {}),
    ...(note ? { note } : {}),
  });
}
