// `/runbook approve | deny [run] [reason]`: a vote on what the run's current step would do.
import { availableActions } from "../../domain/runbook/run/actions.ts";
import { refuseToAsk } from "../answer-run.ts";
import { openModal } from "../open-modal.ts";
import { runVoteView } from "../views/run-vote.ts";
import type { RunTarget } from "./find-run.ts";
import { takeWord } from "./grammar.ts";
import { plainWords } from "./incident-state.ts";
import { answer, type OnRun, valueNow } from "./runbook-answers.ts";

/** A form shows the request first: what nobody was shown, nobody can have approved. */
export const approve: OnRun = async (turn, target) => {
  const value = voteNow(target, "approve");
  const offered = availableActions(target.runbook, target.run.state);
  if (offered.some(({ action }) => action === "approve")) {
    const denied = await refuseToAsk(turn, target, value);
    if (denied) return await turn.refuse(denied.refusal);
    return await openModal(turn, runVoteView(target, value, turn.ctx.clock.now()));
  }
  await answer(turn, target, { value, said: {} });
};

export const deny: OnRun = async (turn, target) => {
  const value = voteNow(target, "deny");
  await answer(turn, target, { value, said: { note: await plainWords(turn, target.rest) } });
};

function voteNow(target: RunTarget, action: "approve" | "deny") {
  const value = valueNow(target, action);
  const step = target.run.state.steps.find(({ id }) => id === value.step);
  const sha = step?.approval?.requestSha;
  return sha === undefined ? value : { ...value, sha8: sha.slice(0, 8) };
}

/** `approve 12`: what is no `run-12` but a number alone is the run's too. */
export function withRunNumber(rest: string): string {
  const { word, rest: after } = takeWord(rest);
  return /^\d{1,9}$/.test(word) ? `run-${word} ${after}`.trim() : rest;
}
