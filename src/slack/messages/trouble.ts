// What went wrong with Muster itself, told to people who can mend it.
import { words } from "../../words/words.ts";
import { actions, button, context, section } from "../blocks/elements.ts";
import { ACTIONS, type ActionId, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { code, esc, escLines } from "../mrkdwn.ts";
import { type MessageFacts, type MessageOf, nameIncident } from "./facts.ts";

export function renderEffectDead(
  { effect, reason }: MessageOf<"effect-dead">,
  facts: MessageFacts,
): Drawn {
  const { message: say } = words;
  const what = esc(effect, 200);
  return fitMessage({
    text: say.effectDeadSentence(nameIncident(facts), what),
    blocks: [section(`${say.effectDead(what)}\n${say.effectDeadReason(escLines(reason, 1_500))}`)],
  });
}

export function renderHookRefused({ hook, reason, count }: MessageOf<"hook-refused">): Drawn {
  const { message: say, term } = words;
  const many = term.count(count, ...say.deliveries);
  const name = esc(hook, 100);
  return fitMessage({
    text: say.hookRefusedSentence(name),
    blocks: [
      section(`${say.hookRefused(name, many)}\n${say.effectDeadReason(escLines(reason, 1_500))}`),
    ],
  });
}

export function renderDeadLetter({ hook, deliveryId, reason }: MessageOf<"dead-letter">): Drawn {
  const { message: say, button: label } = words;
  const name = esc(hook, 100);
  const press = (action: ActionId, text: string, style?: "primary") =>
    button({
      action,
      label: text,
      spoken: label.spoken(text, hook),
      value: { about: "delivery", delivery: deliveryId },
      style,
    });
  return fitMessage({
    text: say.deadLetterSentence(name),
    blocks: [
      section(`${say.deadLetter(name)}\n${code(reason, 1_500)}`),
      context(say.deadLetterKept()),
      ...actions(blockId("letter", deliveryId), [
        press(ACTIONS.showDelivery, label.showDelivery()),
        press(ACTIONS.replayDelivery, label.replay(), "primary"),
      ]),
    ],
  });
}
