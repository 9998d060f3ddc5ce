// News of a run to single people: a step that is theirs now, an approval that still waits for them.
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { nameText } from "../blocks/look.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { authored, channelLink, cut } from "../mrkdwn.ts";
import {
  incidentOf,
  linkIncident,
  type MessageFacts,
  type MessageOf,
  nameIncident,
} from "./facts.ts";

export function renderRunAssigned(
  { number, title, step, by }: MessageOf<"run-assigned">,
  facts: MessageFacts,
): Drawn {
  const { runNews: say } = words;
  const name = authored(title, 200);
  const who = nameText(facts.look, by);
  const what = step === "" ? say.wholeRun(number, name) : say.stepOf(number, name);
  return fitMessage({
    text: cut(say.assignedSentence(nameIncident(facts), what.replaceAll("*", ""), who), 600),
    blocks: [section(say.assigned(what, who)), context(whereabouts(facts))],
  });
}

export function renderApprovalWanted(
  { number, title, need, given }: MessageOf<"approval-wanted">,
  facts: MessageFacts,
): Drawn {
  const { runNews: say } = words;
  const name = authored(title, 200);
  return fitMessage({
    text: cut(say.wantedSentence(nameIncident(facts), name), 600),
    blocks: [section(say.wanted(number, name, need - given)), context(say.wantedHint())],
  });
}

export function renderApprovalReminder(
  { number, title, need, given }: MessageOf<"approval-reminder">,
  facts: MessageFacts,
): Drawn {
  const { runNews: say } = words;
  const name = authored(title, 200);
  return fitMessage({
    text: cut(say.reminderSentence(nameIncident(facts), name), 600),
    blocks: [section(say.reminder(number, name, given, need)), context(whereabouts(facts))],
  });
}

function whereabouts(facts: MessageFacts): string {
  const { room } = incidentOf(facts);
  const { paging } = words;
  return [linkIncident(facts), ...(room ? [paging.room(channelLink(room.channel))] : [])].join(
    " · ",
  );
}
