// What a run's messages offer to press, read off Slack as people see it.
import type { Message, Slack, Use } from "../../../src/rehearsal/slack/types.ts";
import { type RunValue, readValue } from "../../../src/slack/ids.ts";
import { messagesIn, type Place } from "../../support/people.ts";

/** A button or an entry of a menu, and where it stands. */
export type Offer = RunValue & { readonly on: Message; readonly use: Use };

type Drawn = {
  readonly type?: string;
  readonly block_id?: string;
  readonly action_id?: string;
  readonly value?: string;
  readonly elements?: readonly Drawn[];
  readonly options?: readonly { readonly value?: string }[];
};

/** Of the newest message there that has any for this run. */
export function offersIn(slack: Slack, place: Place, run: number): readonly Offer[] {
  for (const message of messagesIn(slack, place).toReversed()) {
    const offers = offersOn(message).filter((each) => each.run === run);
    if (offers.length > 0) return offers;
  }
  return [];
}

function offersOn(message: Message): readonly Offer[] {
  return (message.blocks as readonly Drawn[]).flatMap((block) =>
    (block.elements ?? []).flatMap((element) => usesOf(block, element, message)),
  );
}

function usesOf(block: Drawn, element: Drawn, on: Message): readonly Offer[] {
  const where = {
    actionId: element.action_id ?? "",
    ...(block.block_id !== undefined && { blockId: block.block_id }),
  };
  if (element.type === "button") return read(element.value, { ...where }, on);
  if (element.type !== "overflow") return [];
  return (element.options ?? []).flatMap(({ value = "" }) =>
    read(value, { ...where, selectedOption: value }, on),
  );
}

function read(text: string | undefined, use: Use, on: Message): readonly Offer[] {
  const value = readValue(text);
  return value.ok && value.value.about === "run" ? [{ ...value.value, on, use }] : [];
}
