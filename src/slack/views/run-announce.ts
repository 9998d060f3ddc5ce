// The form before the public reads something: who will read it, where, and the text as it will stand there.
import type { KnownBlock, ModalView } from "@slack/types";
import { unescapeText } from "../../domain/runbook/language/sink.ts";
import type { Announcement } from "../../domain/runbook/state/step-state.ts";
import { words } from "../../words/words.ts";
import type { AskedRun } from "../answer-run.ts";
import { divider, literal, section } from "../blocks/elements.ts";
import { CALLBACKS, type RunValue } from "../ids.ts";
import { esc } from "../mrkdwn.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm } from "./change-view.ts";
import { modal, textInput } from "./parts.ts";
import { readField, readInitial } from "./read-fields.ts";
import { drillNote } from "./run-parts.ts";
import { runFormOf, submitAnswer } from "./run-view.ts";
import type { ViewAnswer } from "./view-answer.ts";

const LONGEST = 2_000;

/** What the public would read at this step; undefined where only people inside do. */
export function publicTextOf({ run }: AskedRun, step: string): Announcement | undefined {
  const announcement = run.state.steps.find(({ id }) => id === step)?.announcement;
  return announcement?.to.includes("status_page") ? announcement : undefined;
}

/** `text` in place of the announcement's own: a person has changed it and looks at it once more. */
export function runAnnounceView(
  { run }: AskedRun,
  value: RunValue,
  { announcement, text }: { readonly announcement: Announcement; readonly text?: string },
): ModalView {
  const say = words.modal.runAnnounce;
  const shown = text ?? unescapeText(announcement.text);
  return modal({
    callback: CALLBACKS.runAnnounce,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.back(),
    about: value,
    blocks: [
      section(say.readers(announcement.to.map(words.runMessage.audience))),
      ...drillNote(run.state),
      section(text === undefined ? say.preview() : say.changed()),
      ...preview(announcement, shown),
      divider(),
      textInput({
        name: "text",
        label: say.text(),
        hint: say.hint(),
        isLong: true,
        limit: LONGEST,
        initial: shown,
      }),
    ],
  });
}

function preview({ status }: Announcement, text: string): KnownBlock[] {
  const head = status && words.modal.runAnnounce.status(esc(status.component, 80), status.state);
  return [
    ...(head ? [section(head)] : []),
    {
      type: "rich_text",
      elements: [{ type: "rich_text_quote", elements: [literal(text)] }],
    },
  ];
}

/** A changed text is shown once more as people will read it, before it goes out. */
export async function submitRunAnnounce(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const form = await runFormOf(turn, view);
  const announcement = form && publicTextOf(form, form.value.step);
  const text = readField(view, "text");
  if (!form || !announcement || !text) return lostForm();
  if (text !== readInitial(view, "text")) {
    return { kind: "show", view: runAnnounceView(form, form.value, { announcement, text }) };
  }
  const isOwn = text === unescapeText(announcement.text).trim();
  const said = isOwn ? {} : { text };
  return await submitAnswer(turn, form, { said, field: "text" });
}
