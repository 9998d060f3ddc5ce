// Reminders: a promise that was not kept, to the one person who can keep it.
import type { KnownBlock } from "@slack/types";
import { LATE_AFTER_SECONDS } from "../../domain/timer.ts";
import { words } from "../../words/words.ts";
import { pressOn } from "../blocks/card-buttons.ts";
import { actions, context, section } from "../blocks/elements.ts";
import { nameText, when } from "../blocks/look.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { mention } from "../mrkdwn.ts";
import { incidentOf, type MessageFacts, type MessageOf, nameIncident } from "./facts.ts";

/** Minutes by which the button puts a reminder off. */
export const SNOOZE_MINUTES = 15;

export function noticedLate(lateSeconds: number): KnownBlock[] {
  if (lateSeconds < LATE_AFTER_SECONDS) return [];
  return [context(words.message.noticedLate(words.term.duration(lateSeconds * 1000)))];
}

export function renderAckOverdue(
  { dueAt, lateSeconds, paged }: MessageOf<"ack-overdue">,
  facts: MessageFacts,
): Drawn {
  const { message: say, button } = words;
  const incident = incidentOf(facts);
  const due = when(facts.look, new Date(dueAt), "time");
  const next =
    paged.length > 0
      ? say.ackPaged(paged.map((user) => nameText(facts.look, user)).join(", "))
      : say.ackNobodyLeft();
  return fitMessage({
    text: say.ackSentence(nameIncident(facts)),
    blocks: [
      section(`${say.ackOverdue(due)} ${next}`),
      ...noticedLate(lateSeconds),
      ...actions(blockId(`ack${incident.number}`, dueAt), [
        pressOn(incident)(ACTIONS.acknowledge, button.acknowledge(), "primary"),
      ]),
    ],
  });
}

export function renderUpdateOverdue(
  { dueAt, lateSeconds, mention: user, reminder }: MessageOf<"update-overdue">,
  facts: MessageFacts,
): Drawn {
  const { message: say, button } = words;
  const incident = incidentOf(facts);
  const press = pressOn(incident);
  const due = when(facts.look, new Date(dueAt), "time");
  const ask = user ? say.updateOverdue(mention(user), due) : say.updateOverdueNobody(due);
  return fitMessage({
    text: say.updateSentenceOverdue(nameIncident(facts)),
    blocks: [
      section(`⏰ ${ask}`),
      ...(reminder > 1 ? [context(say.reminder(reminder))] : []),
      ...noticedLate(lateSeconds),
      ...actions(blockId(`upd${incident.number}`, dueAt, reminder), [
        press(ACTIONS.postUpdate, button.postUpdate(), "primary"),
        press(ACTIONS.snoozeUpdate, button.snooze(SNOOZE_MINUTES)),
        press(ACTIONS.stopReminders, button.stopReminders()),
      ]),
    ],
  });
}
