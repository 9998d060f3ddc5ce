// The form of a status update: where it stands, in plain words, and when the next one comes.
import type { ModalView } from "@slack/types";
import { type Incident, OPEN_STATUSES, type OpenStatus } from "../../domain/incident.ts";
import type { PriorityPromises } from "../../domain/promises.ts";
import { words } from "../../words/words.ts";
import { CALLBACKS } from "../ids.ts";
import { openForOpen } from "../open-modal.ts";
import type { SeenView } from "../request.ts";
import type { Turn } from "../turn.ts";
import { aboutIncident, incidentOf, lostForm, submitChange } from "./change-view.ts";
import { modal, selectInput, textInput } from "./parts.ts";
import { readField } from "./read-fields.ts";
import type { ViewAnswer } from "./view-answer.ts";

const MINUTES = [15, 30, 60];
const AS_PROMISED = "promised";
const NONE = "none";

export async function openUpdate(turn: Turn, incident: Incident): Promise<void> {
  await openForOpen(turn, incident, updateView(incident, turn.ctx.shop.promises));
}

function updateView(incident: Incident, promises: PriorityPromises): ModalView {
  const { update: say, field } = words.modal;
  const { updateMinutes } = promises[incident.priority];
  return modal({
    callback: CALLBACKS.postUpdate,
    title: say.title(),
    submit: say.submit(),
    close: words.modal.cancel(),
    about: aboutIncident(incident),
    blocks: [
      textInput({ name: "text", label: say.text(), hint: say.textHint(), isLong: true }),
      selectInput({
        name: "status",
        label: field.status(),
        choices: OPEN_STATUSES.map((status) => ({
          value: status,
          text: words.term.status(status),
        })),
        initial: incident.status,
      }),
      selectInput({
        name: "next",
        label: say.next(),
        choices: [
          { value: AS_PROMISED, text: say.promised(updateMinutes) },
          ...MINUTES.map((count) => ({ value: String(count), text: say.nextIn(count) })),
          { value: NONE, text: say.noNext() },
        ],
        initial: AS_PROMISED,
      }),
    ],
  });
}

export async function submitUpdate(turn: Turn, view: SeenView): Promise<ViewAnswer> {
  const incident = await incidentOf(turn, view);
  if (!incident) return lostForm();
  const status = readField(view, "status");
  const command = {
    kind: "post-update",
    text: readField(view, "text") ?? "",
    ...nextOf(readField(view, "next")),
    ...(isOpenStatus(status) && { status }),
  } as const;
  return await submitChange(turn, incident, { command, field: "text" });
}

function nextOf(next: string | null): { nextMinutes?: number | null } {
  if (next === NONE) return { nextMinutes: null };
  return next === null || next === AS_PROMISED ? {} : { nextMinutes: Number(next) };
}

const isOpenStatus = (status: string | null): status is OpenStatus =>
  OPEN_STATUSES.some((each) => each === status);
