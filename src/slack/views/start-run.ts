// The form that starts a runbook: its inputs, filled in from the alert where the runbook says so.
import type { ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import type { InputProblem } from "../../domain/refusal.ts";
import type { Runbook } from "../../domain/runbook/format.ts";
import type { Scalar } from "../../domain/runbook/json.ts";
import { isReviewOverdue } from "../../domain/runbook/warnings.ts";
import { readPrefill, startRunbook } from "../../operations/start-runbook.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { CALLBACKS, readValue } from "../ids.ts";
import { code, esc } from "../mrkdwn.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { noticeView } from "./notice.ts";
import { modal } from "./parts.ts";
import { fieldOf, readInputs, runInput } from "./run-input.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export type StartWish = {
  readonly runbook: Runbook;
  /** What the command gave: `gateway=payu`. */
  readonly given?: Readonly<Record<string, string>>;
  /** What was wrong with it. */
  readonly problems?: readonly InputProblem[];
};

export async function startRunView(
  turn: Turn,
  incident: Incident,
  { runbook, given = {}, problems = [] }: StartWish,
): Promise<ModalView> {
  const { runbook: say } = words.modal;
  const prefilled = await readPrefill(turn.ctx, incident.id, runbook);
  const initial = { ...prefilled, ...given };
  const inputs = Object.entries(runbook.inputs).map(([name, wanted]) =>
    runInput(name, wanted, { initial: textOf(initial[name]), shop: turn.ctx.shop }),
  );
  const overdue = isReviewOverdue(runbook, turn.ctx.clock.now()) ? runbook.review_by : undefined;
  const wrong = problems.map(({ input, message }) => {
    const written = given[input] === undefined ? "" : ` ${code(given[input], 80)}`;
    return `⚠ ${esc(input, 80)}${written}: ${esc(message, 200)}`;
  });
  return modal({
    callback: CALLBACKS.startRun,
    title: say.pick(),
    submit: say.start(),
    close: words.modal.cancel(),
    about: { about: "runbook", slug: runbook.id, incident: incident.number },
    blocks: [
      section(`*${esc(runbook.title, 200)}* · ${words.term.incident(incident.number)}`),
      ...(overdue ? [context(words.command.runbooks.reviewPast(overdue))] : []),
      ...(wrong.length > 0 ? [context(wrong.join("\n"))] : []),
      ...(inputs.length > 0 ? inputs : [context(say.noInputs())]),
      ...(Object.keys(prefilled).length > 0 ? [context(say.prefilled())] : []),
    ],
  });
}

const textOf = (value: Scalar | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

export async function submitStartRun(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  if (!read.ok || read.value.about !== "runbook" || read.value.incident === null) return lostForm();
  const { slug, incident: number } = read.value;
  const incident = await findIncidentByNumber(turn.ctx.db, number);
  const shelved = turn.ctx.runbooks.find(slug);
  if (!incident || !shelved) return lostForm();
  const started = await startRunbook(turn.ctx, incident.id, {
    slug,
    inputs: readInputs(shelved.runbook.inputs, view),
    by: { id: turn.person.user, name: turn.person.name },
  });
  if (started.ok) return closeView;
  const { refusal } = started;
  if (refusal.code === "inputs-wrong") return wrongFields(fieldErrors(refusal.problems));
  const line = await refusalLine(turn, refusal);
  return { kind: "show", view: noticeView(words.modal.runbook.pick(), line) };
}

function fieldErrors(problems: readonly InputProblem[]): Record<string, string> {
  return Object.fromEntries(problems.map(({ input, message }) => [fieldOf(input), message]));
}
