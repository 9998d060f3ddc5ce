// Tells the channel that the draft of the post-mortem is there, with the numbers people ask for first.
import type { Incident } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { pressOn } from "../blocks/card-buttons.ts";
import { actions, button, context, section } from "../blocks/elements.ts";
import { incidentUrl, type Look } from "../blocks/look.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { type Drawn, fitMessage } from "../limits.ts";

export function renderPostMortemReady(incident: Incident, look: Look): Drawn {
  const { message: say, button: label, term } = words;
  const { number, version } = incident;
  const name = term.incident(number);
  const open = button({
    action: ACTIONS.openLink,
    label: label.draft(),
    spoken: label.spoken(label.draft(), name),
    value: { about: "incident", incident: number, version: null },
    url: `${incidentUrl(look, number)}/post-mortem`,
  });
  return fitMessage({
    text: say.postMortemSentence(name),
    blocks: [
      section(say.postMortemReady(name)),
      context(say.postMortemHint()),
      ...actions(blockId(`pm${number}`, `n${version}`), [
        open,
        pressOn(incident)(ACTIONS.addActionItem, label.addActionItem()),
      ]),
    ],
  });
}
