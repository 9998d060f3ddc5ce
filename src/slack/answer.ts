// How one person is answered, wherever they acted: beside their click, in a modal, or by a direct message.
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { request } from "undici";
import { words } from "../words/words.ts";
import { section } from "./blocks/elements.ts";
import type { PersonRequest } from "./request.ts";
import { noticeView } from "./views/notice.ts";

export type Answer = {
  /** A whole sentence in mrkdwn: what is shown, or what is read aloud where blocks are given. */
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
};

const ANSWER_MS = 2_500;

export class AnswerFailed extends Error {
  override readonly name = "AnswerFailed";
}

/** Uses one of the five answers that Slack takes within 30 minutes. */
export async function postAnswer(
  url: string,
  answer: Answer,
  threadTs: string | null = null,
): Promise<void> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const body = JSON.stringify({
    response_type: "ephemeral",
    replace_original: false,
    ...payload(answer),
    ...(threadTs && { thread_ts: threadTs }),
  });
  const headers = { "content-type": "application/json; charset=utf-8" };
  const { statusCode, body: said } = await request(url, { method: "POST", headers, body, signal });
  const text = await said.text();
  if (statusCode !== 200) throw new AnswerFailed(`Slack took no answer: ${statusCode} ${text}`);
}

function payload(answer: Answer): { text: string; blocks: KnownBlock[] } {
  return { text: answer.text, blocks: [...(answer.blocks ?? [section(answer.text)])] };
}

type Where = { readonly client: WebClient; readonly log: Logger; readonly request: PersonRequest };

/** Tries the place of the click first; the last resort is a direct message. */
export async function answerPerson(where: Where, answer: Answer): Promise<void> {
  const { client, log, request: asked } = where;
  try {
    return await answerOnTheSpot(where, answer);
  } catch (error) {
    log.info({ err: error, key: asked.key }, "An answer went by direct message instead.");
  }
  await client.chat.postMessage({
    channel: asked.user,
    ...payload(answer),
    parse: "none",
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  });
}

async function answerOnTheSpot({ client, request: asked }: Where, answer: Answer): Promise<void> {
  if (asked.responseUrl) {
    const threadTs = asked.kind === "action" ? asked.threadTs : null;
    return await postAnswer(asked.responseUrl, answer, threadTs);
  }
  if (!asked.triggerId) throw new AnswerFailed("nothing to answer to");
  const view = noticeView(words.modal.notice.title(), answer.text, answer.blocks);
  const isInModal = asked.kind === "action" && asked.view?.type === "modal";
  const open = isInModal ? client.views.push : client.views.open;
  await open({ trigger_id: asked.triggerId, view });
}
