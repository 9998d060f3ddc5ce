// The buttons of an approval: they carry which request was seen, so that a vote counts for no other.
import type { Button, KnownBlock } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { ActionKind } from "../../domain/runbook/state/step-state.ts";
import { words } from "../../words/words.ts";
import { ACTIONS, blockId } from "../ids.ts";
import { APPROVAL_ROOM, type ApprovalSubject } from "./approval-subject.ts";
import { changePlain } from "./change-text.ts";
import { isCutShort } from "./effect-preview.ts";
import { actions, button, confirmation } from "./elements.ts";

export function approvalButtons(subject: ApprovalSubject): readonly KnownBlock[] {
  const { run, step, approval, effect, reader, version } = subject;
  const { approval: say } = words;
  if (approval.votes.some(({ by }) => by.id === reader)) return [];
  const isCut = effect !== undefined && isCutShort(effect, APPROVAL_ROOM);
  const id = blockId(`approval${run}`, step.id, step.attempt, approval.round, `n${version}`);
  return actions(id, [
    ...(isCut ? [showInFull(run, step)] : []),
    voteButton(subject, "approve", say.approve()),
    voteButton(subject, "deny", say.deny()),
    ...(subject.mayOverride ? [voteButton(subject, "break-glass", say.breakGlass())] : []),
  ]);
}

function voteButton(subject: ApprovalSubject, action: ActionKind, label: string): Button {
  const { run, step, approval } = subject;
  return button({
    action: ACTIONS.runAct,
    part: action,
    label,
    spoken: words.approval.spoken(label, run, step.number),
    value: {
      about: "run",
      run,
      step: step.id,
      attempt: step.attempt,
      action,
      sha8: approval.sha8,
    },
    ...(action === "approve" && { style: "primary", confirm: confirmVote(subject) }),
  });
}

function confirmVote({ step, effect }: ApprovalSubject) {
  const { approval: say } = words;
  const what = effect?.changes.map((change) => changePlain(change)).join("; ") ?? "";
  const title = unescapeText(step.title);
  return confirmation({
    title: say.confirmTitle(),
    text: what === "" ? title : `${title}: ${what}`,
    yes: say.approve(),
    no: say.no(),
  });
}

/** Opens all of what will be sent, where a message is too small for it. */
export function showInFull(run: number, step: { readonly id: string; readonly number: number }) {
  const { change, approval } = words;
  return button({
    action: ACTIONS.changeAct,
    part: `show.${step.id}`,
    label: change.showAll(),
    spoken: approval.spoken(change.showAll(), run, step.number),
    value: { about: "change", run, step: step.id, do: "show" },
  });
}
