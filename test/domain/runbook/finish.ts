// Brings a run to its end the straight way: answers what is owed, and has people pass by what they can.

import type { Runbook } from "../../../src/domain/runbook/format/format.ts";
import { availableActions } from "../../../src/domain/runbook/run/actions.ts";
import { advance } from "../../../src/domain/runbook/run/advance.ts";
import type { RunState } from "../../../src/domain/runbook/state/run.ts";
import type { RunEvent } from "../../../src/domain/runbook/state/run-event.ts";
import type { ActionKind } from "../../../src/domain/runbook/state/step-state.ts";
import { dueTime } from "./chance.ts";
import { clickOf, owed, people } from "./chance-events.ts";

const WAYS_ON: readonly ActionKind[] = [
  "resume",
  "start-anyway",
  "leave",
  "skip",
  "choose",
  "it-happened",
  "done",
];

const MOST = 200;

export function finish(runbook: Runbook, begun: RunState, from: number) {
  let run = begun;
  let now = from;
  let steps = 0;
  for (; steps < MOST && run.cursor !== undefined; steps += 1) {
    const [first] = events(runbook, run, now).flatMap((event) => {
      const at = dueTime(run, event, now);
      const result = advance(runbook, run, event, { now: new Date(at), chance: 0 });
      return result.ok ? [{ run: result.run, at }] : [];
    });
    if (!first) break;
    run = first.run;
    now = first.at;
  }
  return { end: run, steps };
}

/** What is offered comes before what is owed, or a request that fails for ever would be tried for ever. */
function events(runbook: Runbook, run: RunState, now: number): RunEvent[] {
  const state = run.steps.find(({ id }) => id === run.cursor);
  if (!state) return [];
  const at = { step: state.id, attempt: state.attempt };
  const offered = availableActions(runbook, run);
  const clicked = WAYS_ON.flatMap((way) => offered.filter(({ action }) => action === way)).flatMap(
    (offer) => people.map((by) => clickOf(run, at, offer, { by, value: 0 })),
  );
  const roll = { pick: 0, kind: "fitting", seconds: 0, value: 100, now: now + 1 } as const;
  return [...clicked, ...owed(run, state, at, roll)];
}
