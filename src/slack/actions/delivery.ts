// The buttons of a dead letter: show it, put it back.
import { replayDelivery } from "../../operations/replay-delivery.ts";
import { findLetter } from "../../storage/dead-letters.ts";
import { words } from "../../words/words.ts";
import { openModal } from "../open-modal.ts";
import { deadLetterView } from "../views/dead-letters.ts";
import type { OnClick } from "./on-click.ts";

export const showDeadLetter: OnClick = async (turn, { value }) => {
  if (value.about !== "delivery") return await turn.refuse({ code: "stale", what: "button" });
  const letter = await findLetter(turn.ctx.db, value.delivery);
  if (letter) return await openModal(turn, deadLetterView(letter, turn.ctx.shop.zone));
  await turn.refuse({ code: "not-a-dead-letter", wanted: value.delivery });
};

export const replayDeadLetter: OnClick = async (turn, { value }) => {
  if (value.about !== "delivery") return await turn.refuse({ code: "stale", what: "button" });
  const replayed = await replayDelivery(turn.ctx, value.delivery);
  if (!replayed.ok) return await turn.refuse(replayed.refusal);
  await turn.say({ text: words.command.replayed() });
};
