// The buttons about what runs have changed: look at it, take it back, or leave it on purpose.

import { undoLater } from "../../operations/undo-later.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { type AskedRun, findAskedRun, personOf } from "../answer-run.ts";
import { sayChanges } from "../commands/incident-changes.ts";
import type { ChangeValue } from "../ids.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { leaveChangeView } from "../views/leave-change.ts";
import { showChangeView } from "../views/show-change.ts";
import type { OnClick } from "./on-click.ts";

export const actOnChange: OnClick = async (turn, { value }) => {
  if (value.about !== "change") return await turn.refuse({ code: "stale", what: "button" });
  const asked = await findAskedRun(turn, value.run);
  if (!asked) return await turn.refuse({ code: "no-such-run", wanted: String(value.run) });
  await act(turn, asked, value);
};

async function act(turn: Turn, asked: AskedRun, value: ChangeValue): Promise<void> {
  switch (value.do) {
    case "show":
      return await openModal(turn, showChangeView(turn, asked, value));
    case "leave":
      return await openModal(turn, leaveChangeView(asked, value, whoAndWhen(turn)));
    case "undo":
      return await undoChange(turn, asked, value.step);
  }
}

const whoAndWhen = ({ person, ctx }: Turn) => ({ owner: person.user, now: ctx.clock.now() });

/** Nothing is sent by this: the run it opens shows what it would send and asks for a click. */
export async function undoChange(turn: Turn, { run }: AskedRun, step: string): Promise<void> {
  const started = await undoLater(turn.ctx, { runId: run.id, step, by: personOf(turn) });
  if (!started.ok) return await turn.refuse(started.refusal);
  await turn.say({ text: words.command.runs.undoStarted(started.run.number) });
}

export const showChanges: OnClick = async (turn, { value }) => {
  if (value.about !== "incident") return await turn.refuse({ code: "stale", what: "button" });
  const incident = await findIncidentByNumber(turn.ctx.db, value.incident);
  if (incident) return await sayChanges(turn, incident);
  await turn.refuse({ code: "no-such-incident", wanted: words.term.incident(value.incident) });
};
