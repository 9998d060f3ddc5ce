// The buttons of a freeze, wherever it is shown: each carries its number, what may be done is decided at the click.
import type { Button } from "@slack/types";
import { type Freeze, isHolding, isOver } from "../../domain/freeze/freeze.ts";
import { hasBegun } from "../../domain/freeze/freeze-time.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, type ActionId, type FreezeValue } from "../ids.ts";
import { button } from "./elements.ts";
import { waitsToLetGo } from "./freeze-state.ts";

type Named = Pick<Freeze, "number">;

export function pressFreeze({ number }: Named, extra: Partial<FreezeValue> = {}) {
  const value: FreezeValue = { about: "freeze", freeze: number, ...extra };
  return (action: ActionId, label: string, style?: "primary" | "danger"): Button => {
    const { button: say, name } = words.freeze;
    return button({
      action,
      label,
      spoken: say.spoken(label, name(number)),
      value,
      style,
      ...partOf(extra),
    });
  };
}

/** Sets apart what stands beside another of its kind. */
function partOf({ verb, page }: Partial<FreezeValue>): { part?: string | number } {
  if (verb) return { part: verb };
  return page === undefined ? {} : { part: page };
}

export const detailsButton = (freeze: Named): Button =>
  pressFreeze(freeze)(ACTIONS.freezeDetails, words.freeze.button.details());

const exceptionButton = (freeze: Named): Button =>
  pressFreeze(freeze)(ACTIONS.askException, words.freeze.button.askException());

export const letGoButton = (freeze: Named): Button =>
  pressFreeze(freeze)(ACTIONS.freezeLetGo, words.freeze.button.letGo(), "primary");

/** What a freeze offers to everybody, wherever it is shown. */
export const openButtons = (freeze: Freeze, now: Date): readonly Button[] => [
  ...(isHolding(freeze, now) ? [exceptionButton(freeze)] : []),
  ...(waitsToLetGo(freeze, now) ? [letGoButton(freeze)] : []),
  detailsButton(freeze),
];

export function changeButtons(freeze: Freeze, now: Date): readonly Button[] {
  const { button: say } = words.freeze;
  if (isOver(freeze) || freeze.ended !== null || freeze.state === "drafted") return [];
  const press = (verb: FreezeValue["verb"] & string, label: string) =>
    pressFreeze(freeze, { verb })(ACTIONS.freezeMore, label);
  const mayLift = hasBegun(freeze, now) && freeze.state !== "proposed";
  return [
    ...(freeze.endsAt === null
      ? []
      : [press("extend", say.extend()), press("shorten", say.shorten())]),
    mayLift ? press("lift", say.lift()) : press("cancel", say.cancel()),
  ];
}
