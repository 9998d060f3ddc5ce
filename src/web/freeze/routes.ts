// The addresses for programs: the answer for continuous integration, and the calendar.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { words } from "../../words/words.ts";
import type { PageOptions } from "../pages/desk.ts";
import { answerJson } from "./answer-json.ts";
import { sendCalendar } from "./calendar.ts";
import { admitCaller, type Caller, type CallerAccess } from "./caller.ts";
import { readQuestion } from "./question.ts";
import { sign, writeStatement } from "./statement.ts";
import { readVerdict } from "./verdict.ts";

type Made = Pick<PageOptions, "ctx" | "access">;
type Query = Readonly<Record<string, unknown>>;

export function freezeRoutes(app: FastifyInstance, { ctx, access }: Made): void {
  const door: CallerAccess = { tokens: ctx.shop.freeze.tokens, isLocal: access.isLocal };
  app.get<{ Querystring: Query }>("/api/freeze", async (request, reply) => {
    try {
      return await answer({ ctx, access }, door, request, reply);
    } catch (error) {
      request.log.error({ err: error, reqId: request.id }, "a question about a freeze failed");
      const message = words.freezeApi.failed(String(request.id));
      return await refuse(request, reply, { status: 503, message });
    }
  });
  app.get<{ Querystring: Query }>("/freezes.ics", async (request, reply) => {
    const { token } = request.query;
    const given = typeof token === "string" ? token : undefined;
    const caller = admitCaller(door, request.headers, given);
    if (caller.admission !== "allowed") return await turnAway(caller, request, reply);
    return await sendCalendar(ctx, reply);
  });
}

async function answer(
  { ctx }: Made,
  door: CallerAccess,
  request: FastifyRequest<{ Querystring: Query }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = admitCaller(door, request.headers);
  if (caller.admission !== "allowed") return await turnAway(caller, request, reply);
  const read = readQuestion(request.query, ctx.shop.repositories);
  if (!read.ok) return await refuse(request, reply, read.fault);
  const { question } = read;
  const { token } = caller;
  const verdict = await readVerdict(ctx, question);
  const body = isPlain(request)
    ? writeStatement(verdict, token)
    : `${JSON.stringify(answerJson(verdict, token), null, 2)}\n`;
  if (token !== null) reply.header("x-muster-signature", sign(body, token));
  reply.code(question.fails && !verdict.mayPass ? 423 : 200);
  return await send(request, reply, body);
}

async function turnAway(
  caller: Exclude<Caller, { admission: "allowed" }>,
  request: FastifyRequest<{ Querystring: Query }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (caller.admission === "closed") {
    return await refuse(request, reply, { status: 403, message: words.freezeApi.closed() });
  }
  request.log.warn({ remote: request.ip }, "a question about freezes without a valid token");
  reply.header("www-authenticate", 'Bearer realm="Muster"');
  return await refuse(request, reply, { status: 401, message: words.freezeApi.wantsToken() });
}

type Refusal = {
  readonly status: number;
  readonly message: string;
  readonly parameter?: string;
};

async function refuse(
  request: FastifyRequest<{ Querystring: Query }>,
  reply: FastifyReply,
  { status, message, parameter }: Refusal,
): Promise<FastifyReply> {
  reply.code(status);
  const text = isPlain(request)
    ? `unknown\nerror ${message}\n`
    : `${JSON.stringify({ error: message, ...(parameter !== undefined && { parameter }) }, null, 2)}\n`;
  return await send(request, reply, text);
}

async function send(
  request: FastifyRequest<{ Querystring: Query }>,
  reply: FastifyReply,
  body: string,
): Promise<FastifyReply> {
  const type = isPlain(request) ? "text/plain" : "application/json";
  return await reply
    .header("content-type", `${type}; charset=utf-8`)
    .header("cache-control", "no-store")
    .header("vary", "accept, authorization")
    .header("x-content-type-options", "nosniff")
    .send(body);
}

/** `format` decides; without it what the caller accepts, and JSON where it does not say. */
function isPlain({ query, headers }: FastifyRequest<{ Querystring: Query }>): boolean {
  if (query["format"] !== undefined) return query["format"] === "plain";
  return /\btext\/plain\b/.test(headers.accept ?? "");
}
