// What one person has to get ready before a campaign, on their Home tab.
import type { KnownBlock } from "@slack/types";
import { boardKey } from "../../domain/readiness/calendar.ts";
import type { OwedItem } from "../../operations/readiness/list-owed-items.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import { actions, button, context, section } from "./elements.ts";
import type { Look } from "./look.ts";
import { boardUrl } from "./readiness-board.ts";
import { dueText } from "./readiness-lines.ts";

const MOST_ITEMS = 5;

export function homeReadiness(owed: readonly OwedItem[], look: Look): KnownBlock[] {
  const [first] = owed;
  if (!first) return [];
  const { home: say } = words.readiness;
  const lines = owed.slice(0, MOST_ITEMS).map(({ campaign, standing }) => {
    const due = dueText(standing, look);
    return say.line(standing.state, esc(standing.item.title, 150), esc(campaign.title, 80), due);
  });
  const rest = owed.length - MOST_ITEMS;
  const { campaign } = first;
  const about = { about: "readiness", board: boardKey(campaign) } as const;
  const { readiness, button: label } = words;
  return [
    section([say.head(), ...lines].join("\n")),
    ...(rest > 0 ? [context(say.more(rest))] : []),
    ...actions(blockId("home-readiness", campaign.name, owed.length), [
      button({
        action: ACTIONS.readinessSay,
        label: readiness.say(),
        spoken: readiness.spoken(readiness.say(), campaign.title),
        value: about,
      }),
      button({
        action: ACTIONS.openLink,
        label: label.open(),
        spoken: label.spoken(label.open(), campaign.title),
        value: about,
        url: boardUrl(look, campaign.name),
      }),
    ]),
  ];
}
