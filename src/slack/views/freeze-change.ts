// The form that changes a freeze: longer, shorter, lifted or cancelled, always with the reason.
import type { KnownBlock, ModalView } from "@slack/types";
import type { Freeze, FreezeChange } from "../../domain/freeze/freeze.ts";
import { TEXT_LIMIT } from "../../domain/incident.ts";
import { dayMoment } from "../../domain/zone-time.ts";
import { findFreezeByNumber } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import { context, section } from "../blocks/elements.ts";
import { autoMerge } from "../blocks/freeze-draft.ts";
import { freezeTitle, scopeLine } from "../blocks/freeze-lines.ts";
import { makeChange } from "../change-freeze.ts";
import { CALLBACKS, type FreezeVerb, readValue } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm, saidInForm } from "./change-view.ts";
import { modal, momentInput, textInput } from "./parts.ts";
import { readField, readMoment } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

export type ChangeWish = {
  readonly verb: FreezeVerb;
  readonly endsAt?: Date;
  readonly reason?: string;
  /** What the command said that could not be read. */
  readonly problem?: string;
  /** What the change of the clocks made of the time that was typed. */
  readonly note?: string;
};

const DAY_MS = 86_400_000;

export function freezeChangeView(turn: Turn, freeze: Freeze, wish: ChangeWish): ModalView {
  const { change: say } = words.freezeModal;
  const { verb, reason, problem } = wish;
  return modal({
    callback: CALLBACKS.freezeChange,
    title: say.title[verb],
    submit: say.submit[verb],
    close: words.modal.back(),
    about: { about: "freeze", freeze: freeze.number, verb },
    blocks: [
      ...(problem ? [section(`⚠ ${problem}`)] : []),
      section([freezeTitle(freeze), scopeLine(freeze), ...endLine(freeze, verb)].join("\n")),
      ...(verb === "lift" ? autoMerge((freeze.preflight ?? []).flatMap((f) => f.autoMerge)) : []),
      ...endField(turn, freeze, wish),
      textInput({
        name: "reason",
        label: words.modal.field.reason(),
        isLong: true,
        limit: TEXT_LIMIT,
        initial: reason ?? null,
      }),
      context(approvalsText(turn, freeze, verb)),
    ],
  });
}

function endLine({ endsAt, zone }: Freeze, verb: FreezeVerb): string[] {
  const { change: say } = words.freezeModal;
  if (endsAt === null) return [];
  const at = dayMoment(new Date(endsAt), zone);
  return [verb === "extend" || verb === "shorten" ? say.ends(at) : say.wouldEnd(at)];
}

function endField(
  turn: Turn,
  { endsAt }: Freeze,
  { verb, endsAt: wished, note }: ChangeWish,
): KnownBlock[] {
  if (verb === "lift" || verb === "cancel" || endsAt === null) return [];
  const later = verb === "extend" ? new Date(Date.parse(endsAt) + DAY_MS) : new Date(endsAt);
  return [
    momentInput({
      name: "end",
      label: words.freezeModal.change.end(),
      hint: words.freezeModal.new.zone(esc(turn.person.zone, 60)),
      initial: wished ?? later,
    }),
    ...(note ? [context(note)] : []),
  ];
}

function approvalsText({ ctx }: Turn, freeze: Freeze, verb: FreezeVerb): string {
  const { approval } = ctx.shop.freeze;
  const need = needOf(freeze, verb);
  return words.freezeModal.change.approvals(need, esc(words.freeze.people(approval.from), 300));
}

/** What was not granted yet is withdrawn without asking anybody. */
function needOf({ state, lift }: Freeze, verb: FreezeVerb): number {
  if (state === "proposed") return 0;
  switch (verb) {
    case "extend":
      return lift.extendNeed;
    case "shorten":
    case "lift":
    case "cancel":
      return lift.earlyNeed;
  }
}

export async function submitFreezeChange(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  if (!read.ok || read.value.about !== "freeze" || !read.value.verb) return lostForm();
  const { freeze: number, verb } = read.value;
  const freeze = await findFreezeByNumber(turn.ctx.db, number);
  if (!freeze) return lostForm();
  const change = changeOf(verb, readMoment(view, "end"));
  if (!change) return wrongFields({ end: words.freezeModal.change.missing() });
  const reason = readField(view, "reason") ?? "";
  const changed = await makeChange(turn, freeze, { change, reason });
  if (changed.ok) return saidInForm(changed.text);
  const line = await refusalLine(turn, changed.refusal);
  const isOfEnd = changed.refusal.code === "freeze-window" && "endsAt" in change;
  return wrongFields({ [isOfEnd ? "end" : "reason"]: line });
}

function changeOf(verb: FreezeVerb, end: Date | undefined): FreezeChange | undefined {
  if (verb === "lift" || verb === "cancel") return { kind: verb };
  return end && { kind: verb, endsAt: end.toISOString() };
}
