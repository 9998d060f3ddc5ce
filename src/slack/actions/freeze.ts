// The buttons of freezes: declare or discard a draft, vote, look at it, change it, let go of it.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { letGo } from "../../operations/freezes/change-freeze.ts";
import { declareFreeze } from "../../operations/freezes/declare-freeze.ts";
import { discardDraft } from "../../operations/freezes/draft-freeze.ts";
import { mayManage } from "../../operations/freezes/may-manage.ts";
import { voteOnFreeze } from "../../operations/freezes/vote-on-freeze.ts";
import { findFreezeByNumber } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import type { FreezeValue } from "../ids.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { freezeDetailsView } from "../views/freeze-details.ts";
import { newFreezeView } from "../views/freeze-new.ts";
import { openChange } from "../views/open-change.ts";
import { openFreezeVote } from "../views/open-vote.ts";
import { confirmDone } from "./confirm-done.ts";
import type { Click, OnClick } from "./on-click.ts";

type Work = (turn: Turn, freeze: Freeze, click: Click & { value: FreezeValue }) => Promise<void>;

const onFreeze =
  (work: Work): OnClick =>
  async (turn, { request, value }) => {
    if (value.about !== "freeze") return await turn.refuse({ code: "stale", what: "button" });
    const freeze = await findFreezeByNumber(turn.ctx.db, value.freeze);
    if (freeze) return await work(turn, freeze, { request, value });
    await turn.refuse({ code: "no-such-freeze", wanted: words.freeze.name(value.freeze) });
  };

export const openNewFreeze: OnClick = async (turn) => {
  const refused = await mayManage(turn.aside, null);
  if (refused) return await turn.refuse(refused.refusal);
  await openModal(turn, newFreezeView(turn, {}));
};

export const declareDraft = onFreeze(async (turn, freeze, { request }) => {
  const declared = await declareFreeze(turn.ctx, freeze.id, personOf(turn));
  if (!declared.ok) return await turn.refuse(declared.refusal);
  const isAsked = declared.freeze.state === "proposed";
  const text = words.freezeCommand.declared(words.freeze.name(freeze.number), isAsked);
  await confirmDone(turn, request, text);
});

export const discard = onFreeze(async (turn, freeze, { request }) => {
  const discarded = await discardDraft(turn.ctx, freeze.id, personOf(turn));
  if (!discarded.ok) return await turn.refuse(discarded.refusal);
  const text = words.freezeCommand.discarded(words.freeze.name(freeze.number));
  await confirmDone(turn, request, text);
});

/** The direct message shows exactly what is asked; from elsewhere a form shows it first. */
export const approveFreeze = onFreeze(async (turn, freeze, { request, value }) => {
  const { proposal } = value;
  if (proposal === undefined || request.view) {
    return await openFreezeVote(turn, freeze, { vote: "approve" });
  }
  const wish = { freezeId: freeze.id, proposalId: proposal, note: null, by: personOf(turn) };
  const voted = await voteOnFreeze(turn.ctx, { ...wish, vote: "approve" });
  if (!voted.ok) return await turn.refuse(voted.refusal);
  const text = words.freezeCommand.approved(words.freeze.name(freeze.number));
  await confirmDone(turn, request, text);
});

export const denyFreeze = onFreeze(async (turn, freeze) => {
  await openFreezeVote(turn, freeze, { vote: "deny" });
});

export const showFreeze = onFreeze(async (turn, freeze, { request, value }) => {
  const view = await freezeDetailsView(turn, freeze, value.page ?? 0);
  // A page is turned in place: only three forms lie on top of each other.
  if (value.page === undefined || request.view?.type !== "modal") {
    return await openModal(turn, view);
  }
  await turn.parts.client.views.update({ view_id: request.view.id, view });
});

export const changeFreezeBy = onFreeze(async (turn, freeze, { value }) => {
  if (!value.verb) return await turn.refuse({ code: "stale", what: "button" });
  await openChange(turn, freeze, { verb: value.verb });
});

export const letFreezeGo = onFreeze(async (turn, freeze, { request }) => {
  const letting = await letGo(turn.ctx, freeze.id, personOf(turn));
  if (!letting.ok) return await turn.refuse(letting.refusal);
  const text = words.freezeCommand.letGo(words.freeze.name(freeze.number));
  await confirmDone(turn, request, text);
});
