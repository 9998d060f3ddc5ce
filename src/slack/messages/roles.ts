// Changes that the whole channel needs: who leads, how urgent it is.
import { isMoreUrgent } from "../../domain/priority.ts";
import { words } from "../../words/words.ts";
import { pressOn } from "../blocks/card-buttons.ts";
import { actions, context, section } from "../blocks/elements.ts";
import { nameOf, nameText, typed } from "../blocks/look.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { esc, mention } from "../mrkdwn.ts";
import { incidentOf, type MessageFacts, type MessageOf, nameIncident } from "./facts.ts";
import { noticedLate } from "./overdue.ts";

export function renderLeadChanged(
  { user, by }: MessageOf<"lead-changed">,
  facts: MessageFacts,
): Drawn {
  const { message: say } = words;
  const other = by !== null && by !== user ? nameText(facts.look, by) : null;
  return fitMessage({
    text: say.leadSentence(nameIncident(facts), esc(nameOf(facts.look, user), 80)),
    blocks: [section(say.leadNow(mention(user), other))],
  });
}

export function renderLeadMissing(
  { lateSeconds }: MessageOf<"lead-missing">,
  facts: MessageFacts,
): Drawn {
  const { message: say, button } = words;
  const incident = incidentOf(facts);
  return fitMessage({
    text: say.leadMissingSentence(nameIncident(facts)),
    blocks: [
      section(say.leadMissing()),
      ...noticedLate(lateSeconds),
      ...actions(blockId(`lead${incident.number}`), [
        pressOn(incident)(ACTIONS.takeLead, button.takeLead(), "primary"),
      ]),
    ],
  });
}

export function renderPriorityChanged(
  { from, to, reason, by }: MessageOf<"priority-changed">,
  facts: MessageFacts,
): Drawn {
  const { message: say } = words;
  const head = isMoreUrgent(to, from)
    ? say.priorityRaised(from, to)
    : say.priorityLowered(from, to);
  const lines = [head, ...(reason ? [say.reason(typed(facts.look, reason, 1_500))] : [])];
  return fitMessage({
    text: say.prioritySentence(nameIncident(facts), from, to),
    blocks: [section(lines.join("\n")), ...(by ? [context(say.by(nameText(facts.look, by)))] : [])],
  });
}
