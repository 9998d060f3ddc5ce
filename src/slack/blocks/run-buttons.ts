// The buttons of a run: exactly what the engine offers now, the few that matter in sight and the rest in a menu.
import type { Button, KnownBlock, Overflow } from "@slack/types";
import type { OfferedAction } from "../../domain/runbook/run/actions.ts";
import type { ActionKind } from "../../domain/runbook/state/step-state.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { showInFull } from "./approval-buttons.ts";
import { isCutShort } from "./effect-preview.ts";
import { actions, overflow } from "./elements.ts";
import { runButton, runChoice } from "./run-button.ts";
import { endButtons } from "./run-end-buttons.ts";
import { type RunSubject, stepNow } from "./run-subject.ts";
import { RUN_ROOM } from "./step-detail.ts";

/** More than this crowd a phone: what leaves the road moves into the menu too. */
const MOST_BUTTONS = 4;
const MOST_CHOICES = 5;

/** In this order in the menu; none of them fits there with more than its step. */
const ASIDE: readonly ActionKind[] = ["assign", "pause", "break-glass", "roll-back", "abort"];

export function runButtons(subject: RunSubject): readonly KnownBlock[] {
  const { view, number, version } = subject;
  if (view.endedAt !== undefined) return endButtons(subject);
  const current = stepNow(view);
  const id = blockId(`run${number}`, current?.id ?? "", current?.attempt ?? 0, `n${version}`);
  const { shown, aside } = arrange(subject.actions);
  const isCut = current?.effect !== undefined && isCutShort(current.effect, RUN_ROOM);
  return actions(id, [
    ...shown.map((each) => runButton(subject, each)),
    ...(isCut ? [showInFull(number, current)] : []),
    ...more(subject, aside),
  ]);
}

function arrange(offered: readonly OfferedAction[]) {
  const isCrowded = offered.filter(({ action }) => !ASIDE.includes(action)).length > MOST_BUTTONS;
  const order: readonly ActionKind[] = isCrowded ? ["skip", ...ASIDE] : ASIDE;
  const aside = order
    .flatMap((action) => offered.find((each) => each.action === action) ?? [])
    .slice(-MOST_CHOICES);
  return { shown: offered.filter((each) => !aside.includes(each)), aside };
}

/** A menu of one would only hide it. */
function more(subject: RunSubject, aside: readonly OfferedAction[]): (Button | Overflow)[] {
  const [only, ...rest] = aside;
  if (!only) return [];
  if (rest.length === 0) return [runButton(subject, only)];
  return [
    overflow(
      ACTIONS.runMore,
      aside.map((each) => runChoice(subject, each)),
    ),
  ];
}
