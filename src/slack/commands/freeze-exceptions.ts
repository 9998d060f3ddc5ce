// `/freeze except | revoke | approve | deny`: exceptions by command, and votes on them and on freezes.
import { requestException } from "../../operations/freezes/request-exception.ts";
import { revokeException } from "../../operations/freezes/revoke-exception.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { pullText } from "../blocks/exception-line.ts";
import { openModal } from "../open-modal.ts";
import { refusalAnswer } from "../refusals.ts";
import type { Turn } from "../turn.ts";
import { askExceptionView } from "../views/exception-ask.ts";
import { exceptionRevokeView } from "../views/exception-revoke.ts";
import { openExceptionVote, openFreezeVote } from "../views/open-vote.ts";
import { exceptionNumbered, freezeNumbered, takeException, takeFreeze } from "./find-freeze.ts";
import { plainWords } from "./incident-state.ts";
import { readExceptionWish } from "./read-exception-wish.ts";

/** `except shop/web#12 reason`, `except <address> reason`, `except shop/web`; what is missing the form asks for. */
export async function askException(turn: Turn, rest: string): Promise<void> {
  const wish = await readExceptionWish(turn, rest);
  const { repository, pull, reason, incident, problem } = wish;
  if (!repository || pull === undefined || !reason || problem) {
    return await openModal(turn, await askExceptionView(turn, wish));
  }
  const asked = await requestException(turn.ctx, {
    ...{ repository, pull, reason, by: personOf(turn) },
    ...(incident && { incidentId: incident.id }),
  });
  if (!asked.ok && asked.refusal.code === "text-too-long") {
    const tooLong = { ...wish, problem: refusalAnswer(turn, asked.refusal).text };
    return await openModal(turn, await askExceptionView(turn, tooLong));
  }
  if (!asked.ok) return await turn.refuse(asked.refusal);
  const { exception, isNew } = asked;
  const name = words.exception.name(exception.number);
  await turn.say({ text: words.freezeCommand.requested(name, pullText(exception), isNew) });
}

export async function revoke(turn: Turn, rest: string): Promise<void> {
  const { number, rest: left } = takeException(rest);
  if (number === null) {
    return await turn.say({ text: words.freezeCommand.revokeUsage(turn.parts.names.freeze) });
  }
  const exception = await exceptionNumbered(turn, number);
  if (!exception) return;
  const reason = await plainWords(turn, left);
  if (reason === "") return await openModal(turn, await exceptionRevokeView(turn, exception));
  const revoked = await revokeException(turn.ctx, exception.id, { by: personOf(turn), reason });
  if (!revoked.ok) return await turn.refuse(revoked.refusal);
  await turn.say({ text: words.freezeCommand.revoked(words.exception.name(number)) });
}

/** A form shows what exactly first: what nobody was shown, nobody can have approved. */
export const vote =
  (vote: "approve" | "deny") =>
  async (turn: Turn, rest: string): Promise<void> => {
    const exception = takeException(rest);
    if (exception.number !== null) {
      const found = await exceptionNumbered(turn, exception.number);
      const note = await plainWords(turn, exception.rest);
      if (found) await openExceptionVote(turn, found, { vote, note });
      return;
    }
    const { number, rest: left } = takeFreeze(rest);
    if (number === null) {
      const { voteUsage } = words.freezeCommand;
      return await turn.say({ text: voteUsage(turn.parts.names.freeze, vote) });
    }
    const freeze = await freezeNumbered(turn, number);
    const note = await plainWords(turn, left);
    if (freeze) await openFreezeVote(turn, freeze, { vote, note });
  };
