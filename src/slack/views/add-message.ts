// The form that puts a message of Slack into an incident's timeline.
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Incident } from "../../domain/incident.ts";
import { changeIncident } from "../../operations/change-incident.ts";
import { findIncidentByNumber } from "../../storage/incidents.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS } from "../ids.ts";
import { refusalLine } from "../refusals.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { lostForm, saidInForm } from "./change-view.ts";
import { modal, selectInput, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import { type ViewAnswer, wrongFields } from "./view-answer.ts";

const metadataSchema = z.strictObject({
  v: z.literal(1),
  channel: z.string(),
  ts: z.string(),
  author: z.string(),
});

export type MessageToAdd = {
  readonly channel: string;
  readonly ts: string;
  readonly author: string;
  readonly text: string;
};

const TEXT_LIMIT = 1_500;

/** The text can be shortened before it is kept; Slack shows it to us only now. */
export function addMessageView(
  message: MessageToAdd,
  choices: readonly Incident[],
  initial = choices.length === 1 ? choices[0]?.number : undefined,
): ModalView {
  const { message: say, field } = words.modal;
  const { text, ...ref } = message;
  return modal({
    callback: CALLBACKS.addMessage,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    metadata: JSON.stringify({ v: 1, ...ref }),
    blocks: [
      selectInput({
        name: "incident",
        label: say.incident(),
        choices: choices.map(({ number, title }) => ({
          value: String(number),
          text: `${words.term.incident(number)} ${title}`,
        })),
        initial: initial === undefined ? null : String(initial),
      }),
      textInput({
        name: "text",
        label: field.note(),
        initial: text,
        isLong: true,
        limit: TEXT_LIMIT,
      }),
    ],
  });
}

export async function submitAddMessage(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const ref = metadataSchema.safeParse(JSON.parse(view.metadata || "null"));
  const incident = await findIncidentByNumber(turn.ctx.db, Number(readField(view, "incident")));
  if (!ref.success || !incident) return lostForm();
  const { channel, ts, author } = ref.data;
  const text = readField(view, "text") ?? "";
  const url = await permalink(turn, channel, ts);
  const command = { kind: "add-message", text, author, url } as const;
  const changed = await changeIncident(turn.ctx, incident.id, command);
  if (changed.ok) return saidInForm(words.command.messageKept(incident));
  return wrongFields({ text: await refusalLine(turn, changed.refusal) });
}

/** Null where Muster is not in that channel: the words are kept all the same. */
export async function permalink(turn: Turn, channel: string, ts: string): Promise<string | null> {
  try {
    const found = await turn.parts.client.chat.getPermalink({ channel, message_ts: ts });
    return found.permalink ?? null;
  } catch (error) {
    turn.parts.log.info({ err: error, channel }, "A message has no link that Muster may see.");
    return null;
  }
}
