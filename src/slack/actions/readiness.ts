// The buttons of a campaign's board: each opens its form, and nobody fills in one for nothing.

import type { Standing } from "../../domain/readiness/standing.ts";
import { refuse } from "../../domain/refusal.ts";
import { checkDecides } from "../../operations/readiness/change-board.ts";
import { findCampaignOfBoard } from "../../operations/readiness/find-campaign.ts";
import { listOwnItems } from "../../operations/readiness/list-owed-items.ts";
import { readStanding } from "../../operations/readiness/read-standing.ts";
import { checkAmong, ownersOf } from "../../operations/readiness/who-may.ts";
import type { ReadinessValue } from "../ids.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { readinessDecideView } from "../views/readiness-decide.ts";
import { readinessSayView } from "../views/readiness-say.ts";
import { readinessVoteView } from "../views/readiness-vote.ts";
import type { OnClick } from "./on-click.ts";

type OnBoard = (turn: Turn, value: ReadinessValue, standing: Standing) => Promise<void>;

const onBoard =
  (open: OnBoard): OnClick =>
  async (turn, { value }) => {
    if (value.about !== "readiness") return await turn.refuse({ code: "stale", what: "button" });
    const campaign = findCampaignOfBoard(turn.ctx.shop, value.board);
    if (!campaign) {
      const { refusal } = refuse({ code: "no-such-campaign", wanted: value.board, near: [] });
      return await turn.refuse(refusal);
    }
    const standing = await readStanding({ ...turn.ctx, now: turn.ctx.clock.now() }, campaign);
    if (standing.isOver) {
      const { title, endsAt: at } = campaign;
      return await turn.refuse({ code: "campaign-over", title, at });
    }
    await open(turn, value, standing);
  };

export const sayHowItStands = onBoard(async (turn, value, { items }) => {
  const own = await listOwnItems(turn.ctx, items, turn.person.user);
  if (own.length > 0) return await openModal(turn, readinessSayView(value, own, turn.person.zone));
  const owners = new Set(items.map(({ item }) => item.owner));
  const all = await Promise.all([...owners].map((owner) => ownersOf(turn.ctx, owner)));
  const who = [...new Set([...all.flat(), ...turn.ctx.shop.freeze.managers])];
  const what = "say how this stands";
  const refused = await checkAmong(turn.aside, { campaign: value.board, what, who });
  await turn.refuse(refused?.refusal ?? { code: "no-such-item", wanted: value.board });
});

export const voteOnGo = onBoard(async (turn, value, { board, campaign }) => {
  const { vote } = value;
  if (!vote) return await turn.refuse({ code: "stale", what: "button" });
  if (board?.decision) {
    const { go, by, at } = board.decision;
    return await turn.refuse({ code: "go-decided", go, by: by.id, at });
  }
  await openModal(turn, readinessVoteView({ ...value, vote }, campaign));
});

export const decideOnGo = onBoard(async (turn, value, standing) => {
  const refused = await checkDecides(turn.aside, value.board);
  if (refused) return await turn.refuse(refused.refusal);
  await openModal(turn, readinessDecideView(value, standing));
});
