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

/** A body too large is read on, unkept, up to this many times the limit: a sender reads no answer while it writes. */
const drainTimes = 16;

/** Rejects with BodyRefusedError when the body is over its limits or ends early. */
export function receiveBody(
  stream: IncomingMessage,
  limits: { readonly bytes: number; readonly ms: number },
): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  let chunks: Buffer[] = [];
  let received = 0;
  const leave = (): void => {
    clearTimeout(timer);
    stream.off("data", onChunk).off("end", onEnd).off("close", onBroken);
    // The error listener stays: a connection that breaks later must not become an uncaught error.
  };
  const refuse = (reason: BodyRefusedError["reason"]): void => {
    leave();
    reject(new BodyRefusedError(reason));
  };
  const onChunk = (chunk: Buffer): void => {
    received += chunk.length;
    if (received <= limits.bytes) chunks.push(chunk);
    else chunks = [];
    if (received > limits.bytes * drainTimes) refuse("too-large");
  };
  const onEnd = (): void => {
    leave();
    if (received > limits.bytes) refuse("too-large");
    else resolve(Buffer.concat(chunks, received));
  };
  const onBroken = (): void => refuse("cut-short");
  // A body that drips in, or never ends, would hold its connection and memory for ever.
  const timer = setTimeout(() => refuse("too-slow"), limits.ms);
  stream.on("data", onChunk).on("end", onEnd).on("error", onBroken).on("close", onBroken);
  return promise;
}
