// Opens a modal while its trigger lives (3 s), and says so where it did not live long enough.

import type { ModalView } from "@slack/types";
import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { alreadyClosed } from "../domain/decide-incident.ts";
import { type Incident, isOpen } from "../domain/incident.ts";
import { words } from "../words/words.ts";
import { pt, section } from "./blocks/elements.ts";
import type { Turn } from "./turn.ts";

export async function openModal(turn: Turn, view: ModalView): Promise<void> {
  const { client } = turn.parts;
  const open = turn.isInModal ? client.views.push : client.views.open;
  try {
    if (!turn.triggerId) return await sayTooLate(turn);
    await open({ trigger_id: turn.triggerId, view });
  } catch (error) {
    if (!isTooLate(error)) throw error;
    turn.parts.log.info({ err: error }, "A modal could not be opened in time.");
    await sayTooLate(turn);
  }
}

/** For what only an open incident takes: nobody fills in a form for nothing. */
export async function openForOpen(turn: Turn, incident: Incident, view: ModalView): Promise<void> {
  if (!isOpen(incident)) return await turn.refuse(alreadyClosed(incident).refusal);
  await openModal(turn, view);
}

/** Slack says `invalid_arguments` too, with the trigger named in a message (node-slack-sdk#1131). */
function isTooLate(error: unknown): boolean {
  if (error instanceof WebAPIRateLimitedError || error instanceof WebAPIRequestError) return true;
  if (!(error instanceof WebAPIPlatformError)) return false;
  const { error: code } = error.data;
  const said = JSON.stringify(error.data.response_metadata ?? {});
  return (
    code === "expired_trigger_id" ||
    code === "exchanged_trigger_id" ||
    (code === "invalid_arguments" && said.includes("trigger_id"))
  );
}

async function sayTooLate({ again, say }: Turn): Promise<void> {
  const text = words.refusal.tookTooLong();
  if (!again) return await say({ text });
  await say({
    text,
    blocks: [
      section(text),
      {
        type: "actions",
        elements: [
          {
            type: "button",
            action_id: again.actionId,
            value: again.value,
            text: pt(words.command.tryAgain(), 75),
          },
        ],
      },
    ],
  });
}
