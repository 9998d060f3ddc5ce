// Which buttons a card has in each state; what they may do is decided again when they are pressed.
import type { Button, KnownBlock } from "@slack/types";
import { type Incident, isOpen } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, type ActionId, blockId, type IncidentValue, type More } from "../ids.ts";
import { actions, button, type Choice, overflow } from "./elements.ts";

export function cardButtons(incident: Incident): readonly KnownBlock[] {
  const id = blockId(`inc${incident.number}`, `n${incident.version}`);
  const press = pressOn(incident);
  const { button: say } = words;
  if (incident.isPlanned) return plannedButtons(incident, id);
  if (!isOpen(incident)) {
    return actions(id, [
      press(ACTIONS.reopen, say.reopen()),
      press(ACTIONS.postMortem, say.postMortem()),
      press(ACTIONS.addActionItem, say.addActionItem()),
    ]);
  }
  if (!incident.acknowledgedAt) {
    return actions(id, [
      press(ACTIONS.acknowledge, say.acknowledge(), "primary"),
      press(ACTIONS.takeLead, say.takeLead()),
      press(ACTIONS.postUpdate, say.postUpdate()),
      press(ACTIONS.pickRunbook, say.runRunbook()),
      overflow(ACTIONS.incidentMore, moreOf(incident)),
    ]);
  }
  if (!incident.lead) {
    return actions(id, [
      press(ACTIONS.takeLead, say.takeLead(), "primary"),
      press(ACTIONS.postUpdate, say.postUpdate()),
      press(ACTIONS.resolve, say.resolve()),
      press(ACTIONS.pickRunbook, say.runRunbook()),
      overflow(ACTIONS.incidentMore, moreOf(incident)),
    ]);
  }
  return actions(id, [
    press(ACTIONS.postUpdate, say.postUpdate()),
    ...(incident.status === "monitoring" ? [] : [press(ACTIONS.mitigated, say.mitigated())]),
    press(ACTIONS.resolve, say.resolve()),
    press(ACTIONS.pickRunbook, say.runRunbook()),
    overflow(ACTIONS.incidentMore, moreOf(incident)),
  ]);
}

/** Nothing is wrong: there is nothing to acknowledge, to mitigate or to write up. */
function plannedButtons(incident: Incident, id: string): readonly KnownBlock[] {
  const press = pressOn(incident);
  const { button: say } = words;
  if (!isOpen(incident)) return actions(id, [press(ACTIONS.reopen, say.reopen())]);
  return actions(id, [
    press(ACTIONS.postUpdate, say.postUpdate()),
    press(ACTIONS.pickRunbook, say.runRunbook()),
    press(ACTIONS.resolve, say.finish()),
  ]);
}

/** A button about this incident, as the version shown. */
export function pressOn(incident: Pick<Incident, "number" | "version" | "isPlanned">) {
  const { number, version } = incident;
  const value: IncidentValue = { about: "incident", incident: number, version };
  return (action: ActionId, label: string, style?: "primary" | "danger"): Button =>
    button({
      action,
      label,
      spoken: words.button.spoken(label, words.term.incident(incident)),
      value,
      style,
    });
}

/** Slack shows five at most, so a note, which a command adds as well, gives way to handing over the lead. */
function moreOf(incident: Incident): readonly Choice[] {
  const { button: say } = words;
  const about = {
    about: "incident",
    incident: incident.number,
    version: incident.version,
  } as const;
  const choice = (more: More, label: string): Choice => ({ label, value: { ...about, more } });
  const note = choice("add-note", say.addNote());
  const edit = choice("edit", say.edit());
  const always = [
    choice("change-priority", say.changePriority()),
    choice("page-someone", say.pageSomeone()),
  ];
  const cancel = choice("cancel", say.cancel());
  if (!incident.lead) return [...always, note, edit, cancel];
  return [choice("take-lead", say.takeLead()), ...always, edit, cancel];
}
