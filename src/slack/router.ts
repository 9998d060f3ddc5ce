// Takes each request from Slack to what it asks for; every one ends with an answer and is settled.

import { settleSlackRequest } from "../operations/accept-slack-request.ts";
import { words } from "../words/words.ts";
import type { Ack } from "./ack.ts";
import { handleClick } from "./actions/actions.ts";
import { admit } from "./admit.ts";
import { answerPerson } from "./answer.ts";
import { handleCommand } from "./commands/commands.ts";
import { handleEvent } from "./events/events.ts";
import { explain } from "./explain.ts";
import { ACTIONS, readActionId } from "./ids.ts";
import type { ActionRequest, CommandRequest, ShortcutRequest, SlackRequest } from "./request.ts";
import { handleShortcut } from "./shortcuts/shortcuts.ts";
import { submit } from "./submit.ts";
import type { SlackParts, Turn } from "./turn.ts";

/** Called once; what Slack makes of the content depends on the kind of request. */
export async function route(parts: SlackParts, request: SlackRequest, ack: Ack): Promise<void> {
  switch (request.kind) {
    case "options":
      return await ack({ options: [] });
    case "event":
      await handleEvent(parts, request);
      return await settleSlackRequest(parts.deps, request.key);
    case "submission":
      return await submit(parts, request, ack);
    case "command":
    case "action":
    case "shortcut":
      // A failed acknowledgement is Slack's to show; the request itself is stored and goes on.
      await ack().catch((error: unknown) => parts.log.warn({ err: error }, "No acknowledgement."));
      if (!isLink(request)) await act(parts, request);
      return await settleSlackRequest(parts.deps, request.key);
  }
}

type Acted = CommandRequest | ActionRequest | ShortcutRequest;

/** The click has opened the address already. */
const isLink = (request: Acted): boolean =>
  request.kind === "action" && readActionId(request.actionId) === ACTIONS.openLink;

async function act(parts: SlackParts, request: Acted): Promise<void> {
  const where = { client: parts.client, log: parts.log, request };
  let isCommitted = false;
  try {
    const onCommit = () => {
      isCommitted = true;
    };
    const admitted = await admit(parts, request, onCommit);
    if (admitted.ok) return await takeTurn(admitted.turn, request);
    await answerPerson(where, { text: words.refusal.person(admitted.why) });
  } catch (error) {
    const text = await explain(parts, request, { error, isCommitted });
    if (text) await answerPerson(where, { text });
  }
}

async function takeTurn(turn: Turn, request: Acted): Promise<void> {
  switch (request.kind) {
    case "command":
      return await handleCommand(turn, request);
    case "action":
      return await handleClick(turn, request);
    case "shortcut":
      return await handleShortcut(turn, request);
  }
}
