// Judges message metadata: its shape and its size.
import type { MessageMetadata } from "@slack/types";
import type { Json } from "../api/args.ts";

export type Judged =
  | { readonly ok: true; readonly metadata: MessageMetadata | null | undefined }
  | {
      readonly ok: false;
      readonly error: string;
      readonly more?: Readonly<Record<string, unknown>>;
    };

const maxJson = 16_384;

/** `{}` takes the metadata away. */
export function judgeMetadata(given: Json): Judged {
  if (given.kind === "absent") {
    return { ok: true, metadata: undefined };
  }
  if (
    given.kind === "broken" ||
    typeof given.value !== "object" ||
    given.value === null ||
    Array.isArray(given.value)
  ) {
    return { ok: false, error: "invalid_metadata_format" };
  }
  const value = given.value as Partial<MessageMetadata>;
  if (Object.keys(value).length === 0) {
    return { ok: true, metadata: null };
  }
  const isShaped =
    typeof value.event_type === "string" &&
    value.event_type !== "" &&
    isObject(value.event_payload);
  if (!isShaped) {
    return { ok: false, error: "invalid_metadata_schema" };
  }
  if (JSON.stringify(value).length > maxJson) {
    return { ok: false, error: "metadata_too_large" };
  }
  return { ok: true, metadata: value as MessageMetadata };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
