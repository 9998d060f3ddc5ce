// The form that takes an exception back, asked or approved, with the reason.
import type { ModalView } from "@slack/types";
import type { FreezeException } from "../../domain/freeze/exception.ts";
import { TEXT_LIMIT } from "../../domain/incident.ts";
import { revokeException } from "../../operations/freezes/revoke-exception.ts";
import { findExceptionByNumber } from "../../storage/freeze-exceptions.ts";
import { words } from "../../words/words.ts";
import { personOf } from "../answer-run.ts";
import { section } from "../blocks/elements.ts";
import { exceptionListLine } from "../commands/exception-list.ts";
import { CALLBACKS, readValue } from "../ids.ts";
import { lookOf } from "../look-of.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm, saidInForm } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

export async function exceptionRevokeView(
  turn: Turn,
  exception: FreezeException,
): Promise<ModalView> {
  const { revoke: say } = words.freezeModal;
  return modal({
    callback: CALLBACKS.exceptionRevoke,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: { about: "exception", exception: exception.number },
    blocks: [
      section(exceptionListLine(exception, await lookOf(turn))),
      textInput({ name: "reason", label: say.reason(), isLong: true, limit: TEXT_LIMIT }),
    ],
  });
}

export async function submitExceptionRevoke(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const read = readValue(view.metadata);
  if (!read.ok || read.value.about !== "exception") return lostForm();
  const exception = await findExceptionByNumber(turn.ctx.db, read.value.exception);
  if (!exception) return lostForm();
  const reason = readField(view, "reason") ?? "";
  const revoked = await revokeException(turn.ctx, exception.id, { by: personOf(turn), reason });
  if (!revoked.ok) return wrongFields({ reason: await refusalLine(turn, revoked.refusal) });
  return saidInForm(words.freezeCommand.revoked(words.exception.name(exception.number)));
}
