// Receives the bytes of a body as they are, bounded in size and time.
import type { IncomingMessage } from "node:http";

/** The body did not arrive as announced: `status` is the answer. */
export class BodyRefusedError extends Error {
  override readonly name = "BodyRefusedError";
  readonly reason: "too-large" | "too-slow" | "cut-short";
  readonly status: 413 | 408 | 400;

  constructor(reason: "too-large" | "too-slow" | "cut-short") {
    super(`The body is ${reason}.`);
    this.reason = reason;
    this.status = reason === "too-large" ? 413 : reason === "too-slow" ? 408 : 400;
  }
}

/** Rejects with BodyRefusedError; what is still on its way is then left unread. */
export function receiveBody(
  stream: IncomingMessage,
  limits: { readonly bytes: number; readonly ms: number },
): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const refuse = (reason: "too-large" | "too-slow" | "cut-short") => () =>
    reject(new BodyRefusedError(reason));
  if (Number(stream.headers["content-length"] ?? 0) > limits.bytes) {
    refuse("too-large")();
    return promise;
  }
  const chunks: Buffer[] = [];
  let received = 0;
  const onChunk = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > limits.bytes) refuse("too-large")();
    else chunks.push(chunk);
  };
  const cutShort = refuse("cut-short");
  // A body that drips in, or never ends, would hold its connection and memory for ever.
  const timer = setTimeout(refuse("too-slow"), limits.ms);
  const onEnd = (): void => resolve(Buffer.concat(chunks, received));
  stream.on("data", onChunk).on("end", onEnd).on("error", cutShort).on("close", cutShort);
  return promise.finally(() => {
    clearTimeout(timer);
    stream.off("data", onChunk).off("end", onEnd).off("close", cutShort);
    // The error listener stays: a connection that breaks later must not become an uncaught error.
  });
}
