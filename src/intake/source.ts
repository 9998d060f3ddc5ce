// What a monitoring system is to the intake: how its deliveries are keyed, signed, read and shown.
import type { Reading } from "../domain/signal.ts";

/** One delivery exactly as it arrived: nothing parsed, nothing trusted. */
export type RawDelivery = {
  readonly source: string;
  readonly hook: string;
  readonly method: string;
  /** Without the query; a secret in it is masked before it gets here. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** Names in lower case; credentials are left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Date;
};

export type SignedParts = { readonly signatures: readonly string[]; readonly timestamp?: string };

/** How a sender signs: HMAC-SHA256 in hex over the raw body, or over a timestamp and the body. */
export type SignatureScheme = {
  /** Where the signature stands, in lower case. */
  readonly header: string;
  /** The signatures in that header's value; any that fits is enough. */
  readonly read: (value: string) => SignedParts;
  /** What is signed before the body when a timestamp is. */
  readonly prefix: (timestamp: string) => string;
};

export type Source = {
  readonly name: string;
  readonly methods: readonly ("GET" | "POST")[];
  readonly read: (delivery: RawDelivery) => Reading;
  /** The sender's own id of this delivery, equal when it sends the same again. */
  readonly deliveryId?: (delivery: RawDelivery) => string | undefined;
  readonly signature?: SignatureScheme;
  /** Fields, at any depth, whose values are never shown: names in lower case, letters and digits only. */
  readonly secretFields?: readonly string[];
};

/** One signature in hex that fills its header, `sha256=` before it or not; with a timestamp, `timestamp:body` is signed. */
export function hexSignature(header: string): SignatureScheme {
  return {
    header,
    read: (value) => ({ signatures: [value.replace(/^sha256=/, "")] }),
    prefix: (timestamp) => `${timestamp}:`,
  };
}
