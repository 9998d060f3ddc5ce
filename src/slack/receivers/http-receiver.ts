// Slack over HTTP: Bolt's receiver behind a listener of our own server, with the checks it leaves out.
import type { IncomingMessage, ServerResponse } from "node:http";
import { HTTPReceiver, type Logger, type Receiver } from "@slack/bolt";

export type SlackListener = (request: IncomingMessage, response: ServerResponse) => void;

export type HttpReceiver = { readonly receiver: Receiver; readonly listener: SlackListener };

/** Slack's own limit for requests from the past; Bolt lets any future one through. */
const MOST_SKEW_SECONDS = 300;
const ENDPOINT = "/slack/events";

/** `now` is the machine's clock: signatures carry real time. */
export function createHttpReceiver(options: {
  readonly signingSecret: string;
  readonly logger: Logger;
  readonly now: () => Date;
}): HttpReceiver {
  const { signingSecret, logger, now } = options;
  const receiver = new HTTPReceiver({ signingSecret, logger, endpoints: ENDPOINT });
  return { receiver, listener };

  function listener(request: IncomingMessage, response: ServerResponse): void {
    // Bolt throws at any other method, and nobody would be answered.
    if (request.method !== "POST") {
      response.writeHead(405, { allow: "POST" }).end();
      return;
    }
    if (isFromFuture(request, now())) {
      logger.warn("A request from Slack carries a time more than 5 minutes ahead; refused.");
      response.writeHead(401).end();
      return;
    }
    // Bolt answers 400 to `…; charset=utf-8`, and throws at any path but its own.
    const [type] = (request.headers["content-type"] ?? "").split(";", 1);
    request.headers["content-type"] = type?.trim().toLowerCase() ?? "";
    request.url = ENDPOINT;
    receiver.requestListener(request, response);
  }
}

function isFromFuture(request: IncomingMessage, now: Date): boolean {
  const seconds = Number(request.headers["x-slack-request-timestamp"]);
  return seconds - now.getTime() / 1000 > MOST_SKEW_SECONDS;
}
