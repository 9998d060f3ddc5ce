// Hands requests to listeners that speak plain Node HTTP: Slack's receiver, the rehearsal workspace.
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { FastifyInstance, HTTPMethods } from "fastify";

export type Guests = {
  /** Requests to these addresses go to the listener untouched: no body is read, no header is set. */
  hand(urls: readonly string[], listener: RequestListener): void;
  /** Ends streams of events, which would otherwise hold the server open until their reader leaves. */
  endStreams(): void;
};

const METHODS: HTTPMethods[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export function createGuests(app: FastifyInstance): Guests {
  const streams = new Set<ServerResponse>();
  return {
    hand(urls, listener) {
      for (const url of urls) {
        app.route({
          method: METHODS,
          url,
          exposeHeadRoute: false,
          onRequest(request, reply) {
            // `next` is not called: the request leaves Fastify here.
            reply.hijack();
            if (wantsStream(request.raw)) {
              streams.add(reply.raw);
              reply.raw.once("close", () => streams.delete(reply.raw));
            }
            listener(request.raw, reply.raw);
          },
          handler: () => {
            throw new Error(`${url} was not handed on`);
          },
        });
      }
    },
    endStreams() {
      for (const response of streams) response.destroy();
    },
  };
}

const wantsStream = (request: IncomingMessage): boolean =>
  /\btext\/event-stream\b/.test(request.headers.accept ?? "");
