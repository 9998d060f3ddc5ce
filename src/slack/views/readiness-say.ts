// The form in which an owner says how an item of a campaign's board stands.
import type { ModalView } from "@slack/types";
import { saidStates } from "../../domain/readiness/board.ts";
import { type ItemStanding, isOpenItem } from "../../domain/readiness/standing.ts";
import { plainMoment } from "../../domain/zone-time.ts";
import { sayReadiness } from "../../operations/readiness/change-board.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { CALLBACKS, type ReadinessValue, readValue } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm, saidInForm } from "./change-view.ts";
import { modal, radioInput, selectInput, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

/** `items` are those that this person may speak for; what is open comes first. */
export function readinessSayView(
  about: ReadinessValue,
  items: readonly ItemStanding[],
  zone: string,
): ModalView {
  const { modal: say } = words.readiness;
  const sorted = items.toSorted((a, b) => Number(isOpenItem(b)) - Number(isOpenItem(a)));
  return modal({
    callback: CALLBACKS.readinessSay,
    title: say.sayTitle(),
    submit: say.submit(),
    close: words.modal.back(),
    about,
    blocks: [
      selectInput({
        name: "item",
        label: say.item(),
        choices: sorted.map(({ item, state, dueAt }) => ({
          value: item.id,
          text: say.itemChoice(state, item.title),
          more: say.itemMore(state, plainMoment(dueAt, zone)),
        })),
        initial: sorted[0]?.item.id ?? null,
        ...(items.some(({ finding }) => finding) && { hint: say.lookedUpHint() }),
      }),
      radioInput({
        name: "state",
        label: say.state(),
        choices: saidStates.map((value) => ({ value, text: say.states[value] })),
      }),
      textInput({
        name: "evidence",
        label: say.evidence(),
        hint: say.evidenceHint(),
        isOptional: true,
        isLong: true,
      }),
    ],
  });
}

export async function submitReadinessSay(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  const [item, given, evidence] = ["item", "state", "evidence"].map((name) =>
    readField(view, name),
  );
  const state = saidStates.find((each) => each === given);
  if (!read.ok || read.value.about !== "readiness" || !item || !state) return lostForm();
  const by = personOf(turn);
  const wish = { board: read.value.board, item, state, evidence: evidence ?? "", by };
  const said = await sayReadiness(turn.ctx, wish);
  if (!said.ok) {
    const { code } = said.refusal;
    const isText = code === "reason-needed" || code === "text-too-long";
    const field = isText ? "evidence" : code === "looked-up" ? "state" : "item";
    return wrongFields({ [field]: await refusalLine(turn, said.refusal) });
  }
  const found = said.standing.items.find((each) => each.item.id === item);
  if (!found) return lostForm();
  return saidInForm(words.readiness.modal.said(esc(found.item.title, 150), found.state));
}
