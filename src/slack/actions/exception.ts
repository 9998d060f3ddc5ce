// The buttons of exceptions: ask for one, vote on it, take it back.
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { voteOnException } from "../../operations/freezes/vote-on-exception.ts";
import { findExceptionByNumber } from "../../storage/freeze-exceptions.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { incidentHere } from "../commands/find-incident.ts";
import type { Value } from "../ids.ts";
import { openModal } from "../open-modal.ts";
import type { Turn } from "../turn.ts";
import { askExceptionView, type ExceptionWish } from "../views/exception-ask.ts";
import { exceptionRevokeView } from "../views/exception-revoke.ts";
import { openExceptionVote } from "../views/open-vote.ts";
import { confirmDone } from "./confirm-done.ts";
import type { Click, OnClick } from "./on-click.ts";

type Work = (turn: Turn, exception: FreezeException, click: Click) => Promise<void>;

const onException =
  (work: Work): OnClick =>
  async (turn, click) => {
    const { value } = click;
    if (value.about !== "exception") return await turn.refuse({ code: "stale", what: "button" });
    const exception = await findExceptionByNumber(turn.ctx.db, value.exception);
    if (exception) return await work(turn, exception, click);
    const wanted = words.exception.name(value.exception);
    await turn.refuse({ code: "no-such-exception", wanted });
  };

/** From the announcement, from an incident's card, or to complete what somebody asked on GitHub. */
export const askException: OnClick = async (turn, { value }) => {
  const wish = await wishOf(turn, value);
  const { completes } = wish;
  if (completes && (completes.state !== "asked" || completes.reason !== "")) {
    const name = words.exception.name(completes.number);
    return await turn.say({
      text: words.freezeCommand.alreadyComplete(name, turn.parts.names.freeze),
    });
  }
  await openModal(turn, await askExceptionView(turn, wish));
};

async function wishOf(turn: Turn, value: Value): Promise<ExceptionWish> {
  const { db } = turn.ctx;
  if (value.about === "exception") {
    const completes = await findExceptionByNumber(db, value.exception);
    return completes ? { completes } : {};
  }
  const incident =
    value.about === "incident"
      ? await findIncidentByNumber(db, value.incident)
      : await incidentHere(turn);
  return incident ? { incident } : {};
}

/** The direct message shows exactly what is asked; from elsewhere a form shows it first. */
export const approveException = onException(async (turn, exception, { request }) => {
  if (request.view) return await openExceptionVote(turn, exception, { vote: "approve" });
  const wish = { exceptionId: exception.id, note: null, by: personOf(turn) };
  const voted = await voteOnException(turn.ctx, { ...wish, vote: "approve" });
  if (!voted.ok) return await turn.refuse(voted.refusal);
  const text = words.freezeCommand.approved(words.exception.name(exception.number));
  await confirmDone(turn, request, text);
});

export const denyException = onException(async (turn, exception) => {
  await openExceptionVote(turn, exception, { vote: "deny" });
});

export const revoke = onException(async (turn, exception) => {
  await openModal(turn, await exceptionRevokeView(turn, exception));
});
