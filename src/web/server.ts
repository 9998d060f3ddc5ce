// Owns the one HTTP server: hooks, Slack, health, metrics, pages and, in rehearsal, the workspace.
import type { RequestListener } from "node:http";
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginCallback,
  fastify,
  LogController,
} from "fastify";
import { baseUrl } from "../config/read-environment.ts";
import type { Metrics } from "../metrics.ts";
import { cannotListen } from "./cannot-listen.ts";
import { answerError, answerNotFound } from "./errors.ts";
import { createGuests, type Guests } from "./guest-routes.ts";
import { healthRoutes, type ReadinessCheck } from "./health.ts";

export type ServerOptions = {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** A part that has not answered by then is not usable. */
  readonly checkTimeoutMs?: number;
  /** `hookRoutes` of the intake. */
  readonly hooks: FastifyPluginCallback;
  /** `githubEventRoutes`. */
  readonly github?: FastifyPluginCallback;
  /** Absent in Socket Mode: Slack then posts nothing. */
  readonly slackEvents?: RequestListener;
  /** `pageRoutes`. */
  readonly pages: FastifyPluginCallback;
  /** Owns `/` and `/rehearsal/…` while Muster rehearses. */
  readonly rehearsal?: RequestListener;
};

export type WebServer = AsyncDisposable & {
  /** The local address, once it listens: the port is the real one. */
  listen(): Promise<string>;
};

/** Requests still under way when the server closes get this long. */
const CLOSE_MS = 8_000;
const SWEEP_MS = 50;

export async function createServer(options: ServerOptions): Promise<WebServer> {
  const { host, port, log, checks, checkTimeoutMs } = options;
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: "idle",
    requestTimeout: 30_000,
    routerOptions: { ignoreTrailingSlash: true },
    exposeHeadRoutes: true,
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerNotFound);
  measure(app, options.metrics);
  const guests = createGuests(app);
  handOver(guests, options);
  await app.register(options.hooks);
  if (options.github) await app.register(options.github);
  await app.register(
    healthRoutes({ checks, log, ...(checkTimeoutMs && { timeoutMs: checkTimeoutMs }) }),
  );
  await app.register(metricRoute(options.metrics));
  await app.register(options.pages);
  return {
    async listen() {
      try {
        await app.listen({ host, port });
      } catch (error) {
        throw cannotListen(baseUrl(host, port), error) ?? error;
      }
      const address = app.server.address();
      return baseUrl(host, typeof address === "object" && address ? address.port : port);
    },
    [Symbol.asyncDispose]: () => close(app, guests),
  };
}

function handOver(guests: Guests, { slackEvents, rehearsal }: ServerOptions): void {
  if (slackEvents) guests.hand(["/slack/events"], slackEvents);
  if (rehearsal) guests.hand(["/", "/rehearsal", "/rehearsal/*"], rehearsal);
}

function measure(app: FastifyInstance, metrics: Metrics): void {
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "(none)";
    const { method } = request;
    metrics.observeRequest(
      { method, route, status: reply.raw.statusCode },
      reply.elapsedTime / 1000,
    );
    done();
  });
}

function metricRoute({ registry }: Metrics): FastifyPluginCallback {
  return (app, _, done) => {
    app.get("/metrics", async (_request, reply) => {
      reply.header("content-type", registry.contentType).header("cache-control", "no-store");
      return await reply.send(await registry.metrics());
    });
    done();
  };
}

async function close(app: FastifyInstance, guests: Guests): Promise<void> {
  guests.endStreams();
  const limit = setTimeout(() => app.server.closeAllConnections(), CLOSE_MS);
  // A connection that was busy when the server closed would be kept alive for its next request.
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(limit);
    clearInterval(sweep);
  }
}
