// The form in which a release manager decides go or no-go; go with items open is asked once more, with a reason.
import type { KnownBlock, ModalView } from "@slack/types";
import type { OpenItem } from "../../domain/readiness/board.ts";
import { openItems, openKey, type Standing } from "../../domain/readiness/standing.ts";
import { decideGo } from "../../operations/readiness/change-board.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { context, section } from "../blocks/elements.ts";
import { CALLBACKS, type ReadinessValue, readValue } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { modal, radioInput, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { closeView, type ViewAnswer, wrongFields } from "./view-answer.ts";

export function readinessDecideView(about: ReadinessValue, standing: Standing): ModalView {
  const { modal: say } = words.readiness;
  const open = openItems(standing);
  return modal({
    callback: CALLBACKS.readinessDecide,
    title: say.decideTitle(),
    submit: say.decideSubmit(),
    close: words.modal.back(),
    about,
    blocks: [
      section(open.length > 0 ? say.openNow(open.length) : say.noneOpen()),
      ...openLines(open),
      ...beforeLine(standing),
      radioInput({
        name: "decision",
        label: say.decision(),
        choices: (["go", "no-go"] as const).map((value) => ({
          value,
          text: say.decisions[value],
        })),
      }),
      textInput({
        ...{ name: "note", label: say.decideNote(), hint: say.decideNoteHint() },
        ...{ isOptional: true, isLong: true },
      }),
    ],
  });
}

function beforeLine({ board }: Standing): KnownBlock[] {
  if (!board?.decision) return [];
  const { go, by } = board.decision;
  return [context(words.readiness.modal.before(go, esc(by.name, 80)))];
}

const MOST_OPEN = 40;

function openLines(open: readonly OpenItem[]): KnownBlock[] {
  if (open.length === 0) return [];
  const { modal: say } = words.readiness;
  const lines = open
    .slice(0, MOST_OPEN)
    .map(({ state, title }) => say.openLine(state, esc(title, 60)));
  const rest = open.length - MOST_OPEN;
  return [section(lines.join("\n")), ...(rest > 0 ? [context(say.openMore(rest))] : [])];
}

/** What is open is shown before it is decided in spite of that. */
function goView(about: ReadinessValue, open: readonly OpenItem[], note: string): ModalView {
  const { modal: say } = words.readiness;
  return modal({
    callback: CALLBACKS.readinessGo,
    title: say.goTitle(),
    submit: say.goSubmit(),
    close: words.modal.back(),
    about: { ...about, seen: openKey(open) },
    blocks: [
      section(say.goText(open.length)),
      ...openLines(open),
      textInput({ name: "note", label: say.goWhy(), isLong: true, initial: note }),
    ],
  });
}

export async function submitReadinessDecide(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const decision = readField(view, "decision");
  return decision === null ? lostForm() : await submit(turn, view, decision === "go");
}

export const submitReadinessGo = async (turn: Turn, view: SeenView): Promise<ViewAnswer> =>
  await submit(turn, view, true);

async function submit(turn: Turn, view: SeenView, go: boolean): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  if (!read.ok || read.value.about !== "readiness") return lostForm();
  const { board, seen = null } = read.value;
  const note = readField(view, "note") ?? "";
  const wish = { board, go, note, inSpiteOf: seen, by: personOf(turn) };
  const decided = await decideGo(turn.ctx, wish);
  if (decided.ok) return closeView;
  const { refusal } = decided;
  if (refusal.code === "items-open") {
    const about: ReadinessValue = { about: "readiness", board };
    return { kind: "show", view: goView(about, refusal.open, note) };
  }
  return wrongFields({ note: await refusalLine(turn, refusal) });
}
