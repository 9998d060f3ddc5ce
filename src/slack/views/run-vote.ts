// The form of a vote that was asked for by a command: nobody approves what they were not shown.
import type { ModalView } from "@slack/types";
import { describeRun } from "../../domain/runbook/view/describe.ts";
import { words } from "../../words/words.ts";
import type { AskedRun } from "../answer-run.ts";
import { effectBlocks } from "../blocks/effect-preview.ts";
import { context, section } from "../blocks/elements.ts";
import { CALLBACKS, type RunValue } from "../ids.ts";
import { authored } from "../mrkdwn.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { drillNote, stepHead } from "./run-parts.ts";
import { runFormOf, submitAnswer } from "./run-view.ts";
import type { ViewAnswer } from "./view-answer.ts";

const ROOM = { body: 2_900, changes: 20 } as const;

export function runVoteView({ run, runbook }: AskedRun, value: RunValue, now: Date): ModalView {
  const say = words.modal.runVote;
  const { current } = describeRun(runbook, run.state, now);
  return modal({
    callback: CALLBACKS.runVote,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: value,
    blocks: [
      stepHead(current?.title ?? value.step),
      ...(current?.text ? [section(authored(current.text, 2_000))] : []),
      ...(current?.effect ? effectBlocks(current.effect, ROOM) : []),
      ...drillNote(run.state),
      context(say.covers()),
      textInput({
        name: "note",
        label: words.modal.field.note(),
        isOptional: true,
        limit: 1_000,
      }),
    ],
  });
}

export async function submitRunVote(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const form = await runFormOf(turn, view);
  if (!form) return lostForm();
  const note = readField(view, "note");
  return await submitAnswer(turn, form, { said: note ? { note } : {}, field: "note" });
}
