// On an incident's card: that the code of its service is frozen, and the way for its fix.
import type { KnownBlock } from "@slack/types";
import type { Freeze } from "../../domain/freeze/freeze.ts";
import type { FrozenRepository } from "../../domain/freeze/repository.ts";
import { type Incident, isOpen } from "../../domain/incident.ts";
import { words } from "../../words/words.ts";
import { ACTIONS } from "../ids.ts";
import { pressOn } from "./card-buttons.ts";
import { section } from "./elements.ts";
import { namesText } from "./freeze-lines.ts";
import { type Look, when } from "./look.ts";

export type CardFreeze = {
  /** Of the incident's service, wanted frozen now; as they were read back. */
  readonly repositories: readonly FrozenRepository[];
  /** Those that hold them. */
  readonly freezes: readonly Freeze[];
  /** The latest end; null: an incident holds them until it is resolved. */
  readonly until: Date | null;
};

const MOST_NAMES = 4;

export function freezeOnCard(
  incident: Incident,
  facts: CardFreeze | null,
  look: Look,
): KnownBlock[] {
  if (!facts || facts.repositories.length === 0 || !isOpen(incident)) return [];
  const { card: say, name, repositoryState, button } = words.freeze;
  const names = facts.freezes.map(({ number }) => name(number)).join(", ");
  const frozen = facts.repositories.filter(({ state }) => state === "frozen");
  const others = facts.repositories.filter(({ state }) => state !== "frozen");
  const until = facts.until ? say.until(when(look, facts.until)) : say.openEnd();
  const called = namesText(
    frozen.map(({ repository }) => repository),
    MOST_NAMES,
  );
  const lines = [
    ...(frozen.length > 0
      ? [say.frozen(frozen.length === 1 ? say.is(called) : say.are(called), until, names)]
      : []),
    ...others
      .slice(0, MOST_NAMES)
      .map(({ repository, state }) =>
        say.uncertain(namesText([repository]), names, repositoryState(state)),
      ),
  ];
  const hotfix = pressOn(incident)(ACTIONS.askException, button.hotfix());
  return [{ ...section(lines.join("\n")), accessory: hotfix }];
}
