// The end of an incident with its durations, its return, and the recovery that precedes the end.
import { words } from "../../words/words.ts";
import { pressOn } from "../blocks/card-buttons.ts";
import { actions, context, section } from "../blocks/elements.ts";
import { nameText, typed } from "../blocks/look.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";
import { esc } from "../mrkdwn.ts";
import { incidentOf, type MessageFacts, type MessageOf, nameIncident } from "./facts.ts";

export function renderClosed(
  { status, text, by, stillChanged }: MessageOf<"closed">,
  facts: MessageFacts,
): Drawn {
  const { message: say, term } = words;
  const { firing } = facts.alerts;
  const name = nameIncident(facts);
  const { isPlanned } = incidentOf(facts);
  const standing = term.standing({ status, isPlanned });
  const head = status === "resolved" ? say.over(name, standing.toLowerCase()) : say.cancelled(name);
  const body = text ? typed(facts.look, text) : say.noSummary();
  const lasted = durations(facts);
  return fitMessage({
    text: say.closedSentence(name, standing, lasted.total),
    blocks: [
      section(`${head}\n${body}`),
      context(
        [...lasted.shown, ...(by ? [say.by(nameText(facts.look, by))] : [])].join(" · "),
        ...(firing > 0 ? [say.stillFiring(term.count(firing, "alert", "alerts"))] : []),
        ...(stillChanged > 0 ? [say.stillChanged(term.count(stillChanged, ...say.changes))] : []),
      ),
    ],
  });
}

function durations(facts: MessageFacts): { total: string; shown: string[] } {
  const { message: say, term } = words;
  const { startedAt, openedAt, acknowledgedAt, mitigatedAt, resolvedAt } = incidentOf(facts);
  const between = (from: Date, to: Date): string => term.duration(to.getTime() - from.getTime());
  // A message drawn after a reopening has no end to count to any more.
  const total = resolvedAt ? between(startedAt, resolvedAt) : between(startedAt, openedAt);
  return {
    total,
    shown: [
      ...(resolvedAt ? [say.lasted(total)] : []),
      ...(acknowledgedAt ? [say.acknowledgedAfter(between(openedAt, acknowledgedAt))] : []),
      ...(mitigatedAt ? [say.mitigatedAfter(between(startedAt, mitigatedAt))] : []),
    ],
  };
}

export function renderReopened(
  { reason, alertTitle, by }: MessageOf<"reopened">,
  facts: MessageFacts,
): Drawn {
  const { message: say } = words;
  const name = nameIncident(facts);
  const lines = [
    say.reopened(name),
    ...(alertTitle ? [say.reopenedByAlert(esc(alertTitle, 300))] : []),
    ...(reason ? [say.reason(typed(facts.look, reason, 1_500))] : []),
  ];
  return fitMessage({
    text: say.reopenedSentence(name),
    blocks: [section(lines.join("\n")), ...(by ? [context(say.by(nameText(facts.look, by)))] : [])],
  });
}

export function renderRecovered(facts: MessageFacts): Drawn {
  const { message: say, button } = words;
  const incident = incidentOf(facts);
  return fitMessage({
    text: `${nameIncident(facts)}: ${say.recovered()}`,
    blocks: [
      section(say.recovered()),
      ...actions(blockId(`rec${incident.number}`), [
        pressOn(incident)(ACTIONS.resolve, button.resolve(), "primary"),
      ]),
    ],
  });
}
