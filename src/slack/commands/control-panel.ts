// The buttons of `/incident` in an incident's channel: what fits its state.
import type { KnownBlock } from "@slack/types";
import { type Incident, isOpen } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, type ActionId } from "../ids.ts";
import { actions, button } from "../views/parts.ts";

type Look = readonly [verb: string, action: ActionId, style?: "primary" | "danger"];

const always: readonly Look[] = [
  ["timeline", ACTIONS.details],
  ["follow", ACTIONS.follow],
];

/** Nothing is wrong: nothing to acknowledge, to write up or to follow. */
const plannedLooks: readonly Look[] = [
  ["update", ACTIONS.postUpdate],
  ["finish", ACTIONS.resolve],
  ["timeline", ACTIONS.details],
];

function looks(incident: Incident, user: string): readonly Look[] {
  if (incident.isPlanned) return isOpen(incident) ? plannedLooks : [["reopen", ACTIONS.reopen]];
  if (!isOpen(incident)) {
    return [["reopen", ACTIONS.reopen], ["postmortem", ACTIONS.postMortem], ...always];
  }
  const ack: readonly Look[] = incident.acknowledgedAt
    ? []
    : [["ack", ACTIONS.acknowledge, "primary"]];
  return [
    ...ack,
    ...(incident.lead === user ? [] : [["lead", ACTIONS.takeLead] as const]),
    ["update", ACTIONS.postUpdate],
    ["resolve", ACTIONS.resolve],
    ...always,
  ];
}

/** Further commands that have a form of their own. */
const forms = ["sev", "role", "page", "note", "cancel"];

/** As `user` needs them. */
export function panelButtons(incident: Incident, user: string): KnownBlock[] {
  const { number, version } = incident;
  const value = { about: "incident", incident: number, version } as const;
  const first = looks(incident, user).map(([verb, action, style]) =>
    button({ action, value, text: words.command.verb(verb), ...(style && { style }) }),
  );
  if (!isOpen(incident) || incident.isPlanned) return [actions(first)];
  const second = forms.map((verb) =>
    button({
      action: ACTIONS.useCommand,
      part: verb,
      value: { about: "command", text: `incident ${verb} INC-${number}` },
      text: words.command.verb(verb),
    }),
  );
  return [actions(first), actions(second)];
}
