// What a run would do, for one person to read.
import type { ModalView } from "@slack/types";
import type { RunPlan } from "../../domain/runbook/plan/plan.ts";
import { words } from "../../words/words.ts";
import { planBlocks } from "../blocks/run-plan.ts";
import { modal } from "./parts.ts";

export function planView(plan: RunPlan): ModalView {
  return modal({
    title: words.modal.planForm.title(),
    close: words.modal.close(),
    blocks: planBlocks(plan),
  });
}
