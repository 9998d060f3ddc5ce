// The form that starts a runbook: its inputs, filled in from the alert where the runbook says so.
import type { KnownBlock, ModalView } from "@slack/types";
import type { Incident } from "../../domain/incident.ts";
import type { InputProblem } from "../../domain/refusal.ts";
import type { Runbook } from "../../domain/runbook/format/format.ts";
import { isForPlannedWork } from "../../domain/runbook/format/triggers.ts";
import { isReviewOverdue } from "../../domain/runbook/format/warnings.ts";
import type { Scalar } from "../../domain/runbook/language/json.ts";
import { prefillInputs } from "../../domain/runbook/run/prefill.ts";
import { readPrefill } from "../../operations/start-runbook.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { CALLBACKS, type RunbookValue, readValue } from "../ids.ts";
import { code, esc } from "../mrkdwn.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { begin, type RunMode, showBegun } from "./begin-run.ts";
import { lostForm } from "./change-view.ts";
import { noticeView } from "./notice.ts";
import { modal } from "./parts.ts";
import { fieldOf, readInputs, runInput } from "./run-input.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

export type StartWish = {
  readonly mode: RunMode;
  readonly incident: Incident | null;
  readonly runbook: Runbook;
  /** What the command gave: `gateway=payu`. */
  readonly given?: Readonly<Record<string, string>>;
  /** What was wrong with it. */
  readonly problems?: readonly InputProblem[];
};

export async function startRunView(turn: Turn, wish: StartWish): Promise<ModalView> {
  const { mode, incident, runbook, given = {} } = wish;
  const prefilled = await prefill(turn, wish);
  const initial = { ...prefilled, ...given };
  const inputs = Object.entries(runbook.inputs).map(([name, wanted]) =>
    runInput(name, wanted, { initial: textOf(initial[name]), shop: turn.ctx.shop }),
  );
  const where = incident ? ` · ${words.term.incident(incident)}` : "";
  return modal({
    callback: CALLBACKS.startRun,
    title: formOf(mode).title,
    submit: formOf(mode).submit,
    close: words.modal.cancel(),
    about: aboutRunbook(runbook.id, incident, mode),
    blocks: [
      section(`*${esc(runbook.title, 200)}*${where}`),
      ...(formOf(mode).hint ? [context(formOf(mode).hint)] : []),
      ...(mode === "live" && !incident ? [context(words.modal.runbook.planned())] : []),
      ...notes(turn, wish),
      ...(inputs.length > 0 ? inputs : [context(formOf(mode).noInputs)]),
      ...(incident && Object.keys(prefilled).length > 0
        ? [context(words.modal.runbook.prefilled())]
        : []),
    ],
  });
}

export function formOf(mode: RunMode) {
  const { runbook: live, drillForm, planForm } = words.modal;
  switch (mode) {
    case "live":
      return { title: live.pick(), submit: live.start(), hint: "", noInputs: live.noInputs() };
    case "drill":
      return {
        title: drillForm.title(),
        submit: drillForm.submit(),
        hint: drillForm.hint(),
        noInputs: drillForm.noInputs(),
      };
    case "plan":
      return {
        title: planForm.title(),
        submit: planForm.submit(),
        hint: planForm.hint(),
        noInputs: planForm.noInputs(),
      };
  }
}

/** `slug` empty: which one is still to be picked. */
export function aboutRunbook(slug: string, incident: Incident | null, mode: RunMode): RunbookValue {
  const number = incident?.number ?? null;
  const about = { about: "runbook", slug, incident: number } as const;
  return mode === "live" ? about : { ...about, mode };
}

async function prefill(
  turn: Turn,
  { incident, runbook }: StartWish,
): Promise<Readonly<Record<string, Scalar>>> {
  if (incident) return await readPrefill(turn.ctx, incident.id, runbook);
  return prefillInputs(runbook, undefined, turn.ctx.clock.now()).inputs;
}

function notes(turn: Turn, { runbook, given = {}, problems = [] }: StartWish): KnownBlock[] {
  const overdue = isReviewOverdue(runbook, turn.ctx.clock.now()) ? runbook.review_by : undefined;
  const wrong = problems.map(({ input, message }) => {
    const written = given[input] === undefined ? "" : ` ${code(given[input], 80)}`;
    return `⚠ ${esc(input, 80)}${written}: ${esc(message, 200)}`;
  });
  return [
    ...(overdue ? [context(words.command.runbooks.reviewPast(overdue))] : []),
    ...(wrong.length > 0 ? [context(wrong.join("\n"))] : []),
  ];
}

const textOf = (value: Scalar | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

export async function submitStartRun(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  if (!read.ok || read.value.about !== "runbook") return lostForm();
  const { slug, incident: number, mode = "live" } = read.value;
  const incident = number === null ? null : await findIncidentByNumber(turn.ctx.db, number);
  const shelved = turn.ctx.runbooks.find(slug);
  if (incident === undefined || !shelved) return lostForm();
  const { runbook } = shelved;
  if (mode === "live" && !incident && !isForPlannedWork(runbook)) return lostForm();
  const inputs = readInputs(runbook.inputs, view);
  const begun = await begin(turn, { mode, incident, runbook, inputs });
  if (begun.ok) return showBegun(turn, begun);
  const { refusal } = begun;
  if (refusal.code === "inputs-wrong") return wrongFields(fieldErrors(refusal.problems));
  const line = await refusalLine(turn, refusal);
  return { kind: "show", view: noticeView(formOf(mode).title, line) };
}

function fieldErrors(problems: readonly InputProblem[]): Record<string, string> {
  return Object.fromEntries(problems.map(({ input, message }) => [fieldOf(input), message]));
}
