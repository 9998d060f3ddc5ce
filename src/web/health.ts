// Answers whether the process lives and whether its parts can be used.
import type { FastifyPluginCallback } from "fastify";
import type { BaseLogger } from "pino";
import { maskText } from "../log.ts";

/** Resolves while the part can be used; rejects with the reason otherwise. */
export type ReadinessCheck = () => Promise<void>;

export type HealthOptions = {
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  readonly log: Pick<BaseLogger, "info" | "warn">;
  readonly timeoutMs?: number;
};

type Part = { readonly ok: true } | { readonly ok: false; readonly reason: string };
type Readiness = { readonly ready: boolean; readonly parts: Readonly<Record<string, Part>> };

/** An orchestrator's probe gives up after some seconds; it should hear which part hangs before that. */
const TIMEOUT_MS = 2_000;

export function healthRoutes(options: HealthOptions): FastifyPluginCallback {
  let running: Promise<Readiness> | undefined;
  let wasReady = true;

  /** However many ask at once, each part is asked once. */
  async function check(): Promise<Readiness> {
    running ??= checkAll(options).finally(() => {
      running = undefined;
    });
    const readiness = await running;
    if (readiness.ready !== wasReady) {
      wasReady = readiness.ready;
      if (wasReady) options.log.info("ready again");
      else options.log.warn({ parts: readiness.parts }, "not ready");
    }
    return readiness;
  }

  return (app, _, done) => {
    app.addHook("onSend", (_request, reply, payload, next) => {
      reply.header("cache-control", "no-store");
      next(null, payload);
    });
    app.get("/healthz", (_request, reply) => reply.send({ alive: true }));
    app.get("/readyz", async (_request, reply) => {
      const readiness = await check();
      return await reply.code(readiness.ready ? 200 : 503).send(readiness);
    });
    done();
  };
}

async function checkAll({ checks, timeoutMs = TIMEOUT_MS }: HealthOptions): Promise<Readiness> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]): Promise<[string, Part]> => {
      return [name, await checkOne(check, timeoutMs)];
    }),
  );
  return { ready: entries.every(([, part]) => part.ok), parts: Object.fromEntries(entries) };
}

async function checkOne(check: ReadinessCheck, timeoutMs: number): Promise<Part> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`no answer within ${timeoutMs} ms`)),
    timeoutMs,
  );
  try {
    await Promise.race([check(), late.promise]);
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: maskText(error instanceof Error ? error.message : String(error)) };
  } finally {
    clearTimeout(timer);
  }
}
