// The form that leaves a change in place on purpose: why, who looks after it, by when.
import type { ModalView } from "@slack/types";
import { describeRun } from "../../domain/runbook/view/describe.ts";
import { leaveChange } from "../../operations/leave-change.ts";
import { findIncident } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { type AskedRun, findAskedRun, personOf } from "../answer-run.ts";
import { context, section } from "../blocks/elements.ts";
import { CALLBACKS, type ChangeValue, readValue } from "../ids.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { changeLines } from "./change-lines.ts";
import { lostForm, saidInForm } from "./change-view.ts";
import { checkMember } from "./check-member.ts";
import { dayInput, modal, textInput, userInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

export function leaveChangeView(
  { run, runbook }: AskedRun,
  value: ChangeValue,
  { owner, now }: { readonly owner: string; readonly now: Date },
): ModalView {
  const say = words.modal.leaveChange;
  const { changes } = describeRun(runbook, run.state, now);
  const lines = changeLines(changes.filter(({ step }) => step === value.step));
  return modal({
    callback: CALLBACKS.leaveChange,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: value,
    blocks: [
      ...lines.map((line) => section(line)),
      context(say.hint()),
      textInput({ name: "reason", label: say.why(), isLong: true, limit: 1_000 }),
      userInput({ name: "owner", label: say.owner(), initial: owner }),
      dayInput({ name: "due", label: say.due() }),
    ],
  });
}

export async function submitLeaveChange(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  const asked =
    read.ok && read.value.about === "change" ? await findAskedRun(turn, read.value.run) : undefined;
  const [reason, owner, dueOn] = ["reason", "owner", "due"].map((name) => readField(view, name));
  if (!asked || !read.ok || read.value.about !== "change" || !owner) return lostForm();
  const wrong = await checkMember(turn, owner);
  if (wrong) return wrongFields({ owner: wrong });
  const left = await leaveChange(turn.ctx, {
    runId: asked.run.id,
    step: read.value.step,
    reason: reason ?? "",
    owner,
    dueOn: dueOn ?? "",
    by: personOf(turn),
  });
  if (!left.ok) {
    const field = left.refusal.code === "bad-day" ? "due" : "reason";
    return wrongFields({ [field]: await refusalLine(turn, left.refusal) });
  }
  const incident = await findIncident(turn.ctx.db, asked.run.incidentId);
  return saidInForm(words.modal.leaveChange.done(words.term.incident(incident ?? 0)));
}
