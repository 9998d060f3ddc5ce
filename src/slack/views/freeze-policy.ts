// The fields of a new freeze that say who may let something through, what else is held, and how it ends.
import type { KnownBlock } from "@slack/types";
import type { DeployHold } from "../../domain/freeze/freeze.ts";
import { words } from "../../words/words.ts";
import type { Turn } from "../turn.ts";
import { type Choice, multiSelectInput, radioInput, selectInput } from "./parts.ts";

const MOST_NEED = 5;
const DEPLOYS: readonly DeployHold[] = ["variable", "workflow", "gate"];
const LIFTS = ["auto", "ask"] as const;

export function policyFields(turn: Turn): KnownBlock[] {
  const say = words.freezeModal.new;
  const { exceptions, deploys, lift } = turn.ctx.shop.freeze;
  const most = Math.max(MOST_NEED, exceptions.need);
  const counts = Array.from({ length: most }, (_, index) => index + 1);
  return [
    selectInput({
      name: "need",
      label: say.need(),
      hint: say.needHint(words.freeze.people(exceptions.from)),
      choices: counts.map((count) => ({ value: String(count), text: say.needChoice(count) })),
      initial: String(exceptions.need),
    }),
    multiSelectInput({
      name: "deploys",
      label: say.deploys(),
      hint: say.deploysHint(),
      choices: DEPLOYS.map((kind) => choiceOf(kind, say.deploy(kind))),
      initial: deploys,
      group: say.groups,
      isOptional: true,
    }),
    radioInput({
      name: "lift",
      label: say.lift(),
      choices: LIFTS.map((mode) => choiceOf(mode, say.liftChoice(mode))),
      initial: lift.mode,
    }),
  ];
}

const choiceOf = (value: string, [text, more]: readonly [string, string]): Choice => ({
  value,
  text,
  more,
});
