// Decides what a person or a program hears when something went wrong: never more than it needs.
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { words } from "../words/words.ts";
import { renderProblem } from "./pages/problem.ts";

export async function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const status = error.statusCode && error.statusCode >= 400 ? error.statusCode : 500;
  // Fastify's own errors below 500 are about the request; every other text may hold what is ours alone.
  const message = status < 500 ? error.message : words.webPage.failed(String(request.id));
  if (status >= 500) request.log.error({ err: error, reqId: request.id }, "request failed");
  return await answer(request, reply, { status, message });
}

export async function answerNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const message = words.webPage.notFound(request.url.split("?", 1)[0] ?? "");
  return await answer(request, reply, { status: 404, message });
}

type Answer = { readonly status: number; readonly message: string };

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, message }: Answer,
): Promise<FastifyReply> {
  reply.code(status).header("cache-control", "no-store");
  if (!wantsHtml(request)) return await reply.send({ error: message });
  return await renderProblem(reply, { title: String(status), text: message });
}

/** A browser says so; everything else gets JSON. */
function wantsHtml(request: FastifyRequest): boolean {
  return /\btext\/html\b/.test(request.headers.accept ?? "");
}
