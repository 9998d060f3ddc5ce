// What is told when a freeze is not as it should be: rules that somebody touched, and what is late, with the way by hand.
import type { Button } from "@slack/types";
import type { DriftNews, Touched } from "../../domain/freeze/drift-news.ts";
import type { HeldRepository } from "../../domain/freeze/news.ts";
import { plainMoment } from "../../domain/zone-time.ts";
import { words } from "../../words/words.ts";
import { pressFreeze } from "../blocks/freeze-buttons.ts";
import { ACTIONS } from "../ids.ts";
import type { Drawn } from "../limits.ts";
import { code, esc, escLines, foreignLink } from "../mrkdwn.ts";
import type { MessageOf } from "./facts.ts";
import { lines, told } from "./told-freeze.ts";

export function driftLines(number: number, drift: DriftNews): string {
  const { freezeNews: say } = words;
  const { repository, touched, by, follows, isHeld } = drift;
  const where = esc(repository, 200);
  const acts = say.acts(touched.map(actOf));
  const name = words.freeze.name(number);
  return lines(
    by === null
      ? say.driftUnknown(name, acts, where)
      : say.drift(name, esc(by, 80), { acts, repository: where }),
    say.driftFollows(follows, isHeld),
  );
}

function actOf(touched: Touched): string {
  const { act } = words.freezeNews;
  switch (touched.what) {
    case "workflow":
    case "gate":
      return act[touched.what](code(touched.name, 120));
    case "rule-removed":
    case "rule-changed":
    case "variable":
      return act[touched.what]();
  }
}

/** None where Muster puts it back by itself. */
export function driftButtons(
  number: number,
  { repository, follows }: DriftNews,
): readonly Button[] {
  if (follows === "put-back") return [];
  const press = pressFreeze({ number }, { repository });
  return [press(ACTIONS.freezePutBack, words.freeze.button.putBack(), "primary")];
}

export function renderFreezeLate(message: MessageOf<"freeze-late">): Drawn {
  const { freezeNews: say, term } = words;
  const { number, zone, task, since, at, repositories, count } = message;
  const isHold = task === "hold";
  const head = (isHold ? say.lateHold : say.lateLift)(words.freeze.name(number), {
    since: plainMoment(new Date(since), zone),
    late: term.duration(Date.parse(at) - Date.parse(since)),
    count: say.lateCount(count),
  });
  const rest = count - repositories.length;
  return told(
    message,
    lines(
      head,
      ...repositories.map((each) => lateLine(each, isHold)),
      rest > 0 ? say.more(rest) : "",
      isHold ? say.byHandHold() : say.byHand(),
    ),
  );
}

/** Where its rule is deleted by hand stands beside each. */
function lateLine({ repository, state, error, url }: HeldRepository, isHold: boolean): string {
  const { freezeNews: say } = words;
  const rules = isHold || !url ? "" : foreignLink(`${url}/settings/rules`, say.rulesPage());
  const why = error ? escLines(error, 200).replaceAll("\n", " ") : "";
  return `• ${[say.repository(esc(repository, 200), state), why, rules].filter(Boolean).join(" ")}`;
}
