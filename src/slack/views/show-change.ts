// One step's effect in full: what is sent, what was there before and is there now, how it is taken back.
import type { KnownBlock, ModalView } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import { describeRun, type RunView } from "../../domain/runbook/view/describe.ts";
import { words } from "../../words/words.ts";
import type { AskedRun } from "../answer-run.ts";
import { valueText } from "../blocks/change-text.ts";
import { section } from "../blocks/elements.ts";
import { ACTIONS, type ChangeValue } from "../ids.ts";
import { date, esc } from "../mrkdwn.ts";
import type { Turn } from "../turn.ts";
import { changeLines } from "./change-lines.ts";
import { actions, button, modal } from "./parts.ts";
import { plannedBlocks } from "./planned-blocks.ts";
import { drillNote } from "./run-parts.ts";

type Applied = RunView["changes"][number];

export function showChangeView(
  { ctx, person }: Pick<Turn, "ctx" | "person">,
  { run, runbook }: AskedRun,
  { step }: Pick<ChangeValue, "step">,
): ModalView {
  const say = words.modal.change;
  const view = describeRun(runbook, run.state, ctx.clock.now());
  const line = view.lines.find(({ id }) => id === step);
  const applied = view.changes.find((change) => change.step === step);
  const title = esc(unescapeText(line?.title ?? step), 200);
  return modal({
    title: say.title(),
    close: words.modal.close(),
    blocks: [
      section(`*${title}*\n${say.step(run.number, line?.number ?? 0)}`),
      ...(applied ? appliedBlocks(applied, ctx.shop.zone) : plannedNow(view, step)),
      ...voteButtons(view, { run: run.number, step, reader: person.user }),
      ...drillNote(run.state),
    ],
  });
}

/** Before the click: everything that will be sent, and what takes it back. */
function plannedNow({ current }: RunView, step: string): KnownBlock[] {
  const say = words.modal.change;
  const effect = current?.id === step ? current.effect : undefined;
  if (!effect) return [section(say.nothing())];
  const undo = effect.undo.kind === "plan" ? effect.undo.changes : [];
  return [
    section(say.planned()),
    ...plannedBlocks(effect.changes),
    ...(undo.length > 0 ? [section(say.undoes()), ...plannedBlocks(undo)] : []),
  ];
}

/** Whoever has read all of it may decide right here. */
function voteButtons(
  { current }: RunView,
  { run, step, reader }: { readonly run: number; readonly step: string; readonly reader: string },
): KnownBlock[] {
  const approval = current?.id === step ? current.approval : undefined;
  const isAsked = approval?.state === "asked" && current?.state === "awaiting_approval";
  if (!current || !approval || !isAsked) return [];
  if (approval.votes.some(({ by }) => by.id === reader)) return [];
  const press = (action: "approve" | "deny", text: string) => {
    const { sha8 } = approval;
    const value = { about: "run", run, step, attempt: current.attempt, action, sha8 } as const;
    const label = words.approval.spoken(text, run, current.number);
    return button({ action: ACTIONS.runAct, part: action, value, text, label });
  };
  const { approve, deny } = words.approval;
  return [actions([{ ...press("approve", approve()), style: "primary" }, press("deny", deny())])];
}

function appliedBlocks(applied: Applied, zone: string): KnownBlock[] {
  const say = words.modal.change;
  const { change, undo } = applied;
  return [
    section(changeLines([applied]).join("")),
    section(say.sent()),
    ...plannedBlocks([change]),
    ...valueLines(applied, zone).map((line) => section(line)),
    ...(undo ? [section(say.undoes()), ...plannedBlocks([undo.plan.change])] : []),
  ];
}

function valueLines({ before, after, current }: Applied, zone: string): string[] {
  const say = words.modal.change;
  const was =
    before === undefined || after === undefined
      ? []
      : [say.was(valueText(before), valueText(after))];
  if (!current) return was;
  const at = date(new Date(current.at), zone);
  const { value, message } = current;
  if (value !== undefined) return [...was, say.now(valueText(value), at)];
  return message === undefined ? was : [...was, say.notRead(esc(message, 300), at)];
}
