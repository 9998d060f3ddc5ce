// What a run would do, step by step, for one person to read: nothing of it is done.
import type { ModalView } from "@slack/types";
import type { PlannedStep, RunPlan } from "../../domain/runbook/plan.ts";
import { unescapeText } from "../../domain/runbook/sink.ts";
import { words } from "../../words/words.ts";
import { changeName } from "../blocks/change-text.ts";
import { context, section } from "../blocks/elements.ts";
import { code, esc } from "../mrkdwn.ts";
import { modal } from "./parts.ts";

export function planView(plan: RunPlan): ModalView {
  return modal({
    title: words.modal.planForm.title(),
    close: words.modal.close(),
    blocks: [
      section(`*${esc(plan.title, 200)}*`),
      context(words.modal.planForm.hint()),
      ...plan.steps.map((step) => section(stepLines(step).join("\n"))),
    ],
  });
}

function stepLines({ number, kind, title, when, change }: PlannedStep): string[] {
  return [
    `${number}. _${kind}_ ${esc(unescapeText(title), 150)}`,
    ...(when ? [code(when, 300)] : []),
    ...(change ? [change.ok ? changeName(change.value) : esc(change.message, 300)] : []),
  ];
}
