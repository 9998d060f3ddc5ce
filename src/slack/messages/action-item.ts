// An action item, told to the person who owns it.
import { words } from "../../words/words.ts";
import { itemButtons } from "../blocks/action-items.ts";
import { context, section } from "../blocks/elements.ts";
import { nameText, typed } from "../blocks/look.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { esc } from "../mrkdwn.ts";
import { linkIncident, type MessageFacts, type MessageOf, nameIncident } from "./facts.ts";

export function renderActionItem(
  { item, text, dueOn, by }: MessageOf<"action-item">,
  facts: MessageFacts,
): Drawn {
  const { message: say } = words;
  const shown = typed(facts.look, text);
  return fitMessage({
    text: say.actionItemSentence(nameIncident(facts), typed(facts.look, text, 1_000)),
    blocks: [
      section(`${say.actionItem(linkIncident(facts), nameText(facts.look, by))}\n${shown}`),
      context(dueOn ? say.actionItemDue(esc(dueOn, 20)) : say.actionItemNoDue()),
      ...itemButtons({ id: item, text, state: "open" }),
    ],
  });
}
