// An action item as lists, the Home tab and its owner's message show it, with what can be done about it.
import type { KnownBlock } from "@slack/types";
import { type ActionItem, isOverdue } from "../../domain/action-item.ts";
import { dayIn } from "../../domain/readiness/calendar.ts";
import type { ListedItem } from "../../storage/action-items.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, type ActionItemValue, blockId } from "../ids.ts";
import { esc, link, mention } from "../mrkdwn.ts";
import { markOf } from "./drill-mark.ts";
import { actions, button, context, section } from "./elements.ts";
import { incidentUrl, type Look } from "./look.ts";

export type Shown = { readonly look: Look; readonly now: Date };

export function itemBlocks({ item, incident }: ListedItem, { look, now }: Shown): KnownBlock[] {
  const { actionItem: say, term } = words;
  const mark = markOf(incident);
  const place = link(incidentUrl(look, incident.number), term.incident(incident));
  const rest = [
    mention(item.owner),
    ...(item.state === "done" ? [] : [dueText(item, dayIn(look.shop.zone, now))]),
    ...(mark === undefined ? [place] : [`${mark} ${place}`]),
  ].join(" · ");
  const isDone = item.state === "done";
  return [section(`${say.line(esc(item.text, 300), isDone)}\n${rest}`), ...itemButtons(item)];
}

function dueText(item: ActionItem, today: string): string {
  const { actionItem: say } = words;
  if (item.dueOn === null) return say.noDue();
  const day = esc(item.dueOn, 20);
  return isOverdue(item, today) ? say.overdue(day) : say.due(day);
}

/** Whether it is done is judged anew when they are pressed. */
export function itemButtons({
  id,
  text,
  state,
}: Pick<ActionItem, "id" | "text" | "state">): readonly KnownBlock[] {
  const { actionItem: say } = words;
  const press = (deed: ActionItemValue["do"], label: string) =>
    button({
      action: ACTIONS.actionItemAct,
      part: deed,
      label,
      spoken: say.spoken(label, text),
      value: { about: "action-item", item: id, do: deed },
    });
  return actions(
    blockId("action-item", id, state),
    state === "done"
      ? [press("reopen", say.reopen())]
      : [press("finish", say.finish()), press("change", say.handOver())],
  );
}

const MOST_ON_HOME = 5;

/** What one person has left to do; nothing where that is nothing. */
export function homeActionItems(items: readonly ListedItem[], shown: Shown): KnownBlock[] {
  if (items.length === 0) return [];
  const { actionItem: say } = words;
  const rest = items.length - MOST_ON_HOME;
  const slash = shown.look.shop.commands.incident;
  return [
    section(say.mine()),
    ...items.slice(0, MOST_ON_HOME).flatMap((each) => itemBlocks(each, shown)),
    ...(rest > 0 ? [context(say.moreOfMine(rest, slash))] : []),
  ];
}
