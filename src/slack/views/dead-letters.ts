// Deliveries that nobody understood: the list, and one with its secrets masked.
import type { KnownBlock, ModalView } from "@slack/types";
import { showDelivery } from "../../intake/show-delivery.ts";
import type { DeliveryRow } from "../../storage/deliveries.ts";
import { words } from "../../words/words.ts";
import { context, literal, section } from "../blocks/elements.ts";
import { ACTIONS } from "../ids.ts";
import { code, date, esc } from "../mrkdwn.ts";
import { actions, button, modal } from "./parts.ts";

/** Three blocks each, and a modal holds 100. */
export const MOST_DEAD_LETTERS = 20;

/** One rich text element; Slack's views end at 250 KB. */
const SHOWN_CHARACTERS = 2_900;

export function deadLettersView(letters: readonly DeliveryRow[], zone: string): ModalView {
  const say = words.modal.deadLetters;
  const blocks = letters.flatMap((letter): KnownBlock[] => [
    section(headOf(letter, zone)),
    context(code(letter.reason ?? "", 500)),
    actions([...buttonsOf(letter, true)]),
  ]);
  return modal({
    title: say.title(),
    close: words.modal.close(),
    blocks: blocks.length > 0 ? blocks : [section(say.none())],
  });
}

export function deadLetterView(letter: DeliveryRow, zone: string): ModalView {
  const { body, headers } = showDelivery(letter);
  const names = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return modal({
    title: words.modal.deadLetters.one(),
    close: words.modal.back(),
    blocks: [
      section(headOf(letter, zone)),
      context(code(letter.reason ?? "", 500)),
      preformatted(`${letter.method} ${letter.path}\n${names.join("\n")}`),
      preformatted(body),
      actions([...buttonsOf(letter, false)]),
    ],
  });
}

function headOf({ hook, lastReceivedAt, repeats }: DeliveryRow, zone: string): string {
  return words.modal.deadLetters.line(esc(hook, 100), date(lastReceivedAt, zone), repeats);
}

function* buttonsOf({ id, hook }: DeliveryRow, isListed: boolean) {
  const value = { about: "delivery", delivery: id } as const;
  const say = words.modal.deadLetters;
  if (isListed) {
    yield button({
      action: ACTIONS.showDelivery,
      value,
      text: say.show(),
      label: `${say.show()} ${hook}`,
    });
  }
  yield button({
    action: ACTIONS.replayDelivery,
    value,
    text: say.replay(),
    label: `${say.replay()} ${hook}`,
    style: "primary",
  });
}

function preformatted(text: string): KnownBlock {
  const shown = text.slice(0, SHOWN_CHARACTERS);
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_preformatted", elements: [literal(shown)] }],
  };
}
