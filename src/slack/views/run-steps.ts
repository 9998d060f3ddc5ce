// All steps of a run, where its message shows a part of them.

import type { ModalView } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { StepPhase } from "../../domain/runbook/state/step-state.ts";
import { numberAt } from "../../domain/runbook/view/step-number.ts";
import type { RunRow } from "../../storage/runs.ts";
import { words } from "../../words/words.ts";
import { section } from "../blocks/elements.ts";
import { esc } from "../mrkdwn.ts";
import { modal } from "./parts.ts";

const marks: Readonly<Record<StepPhase, string>> = {
  pending: "▫",
  preparing: "▶",
  awaiting_approval: "▶",
  ready: "▶",
  waiting: "▶",
  running: "⏳",
  retry_wait: "⏳",
  verifying: "⏳",
  needs_decision: "⚠",
  succeeded: "✅",
  failed: "⚠",
  skipped: "⏭",
  cancelled: "▫",
};

const STEPS_A_BLOCK = 10;

export function stepsView({ number, slug, state }: RunRow): ModalView {
  const { steps } = state;
  const lines = steps.map(({ state: phase, title, reason, kind }, index) => {
    const why = reason ? ` · ${esc(words.run.reason(reason), 120)}` : "";
    const place = kind === "end" ? "" : `${numberAt(steps, index)}. `;
    return `${marks[phase]} ${place}${esc(unescapeText(title), 150)}${why}`;
  });
  const blocks = Array.from({ length: Math.ceil(lines.length / STEPS_A_BLOCK) }, (_, index) =>
    section(lines.slice(index * STEPS_A_BLOCK, (index + 1) * STEPS_A_BLOCK).join("\n")),
  );
  return modal({
    title: words.command.runbooks.runTitle(number),
    close: words.modal.close(),
    blocks: [section(`*${esc(slug, 100)}*`), ...blocks],
  });
}
