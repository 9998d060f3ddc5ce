// Cuts a list into pages with Slack's cursors.

import type { Args } from "./args.ts";
import { type Answer, refuse } from "./method.ts";

export type Page<T> =
  | {
      readonly ok: true;
      readonly items: readonly T[];
      readonly cursor: string;
      readonly hasMore: boolean;
    }
  | { readonly ok: false; readonly answer: Answer };

export function pageOf<T>(
  items: readonly T[],
  args: Args,
  { usual, most }: { usual: number; most: number },
): Page<T> {
  const limit = args.number("limit") ?? usual;
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    return { ok: false, answer: refuse("invalid_limit") };
  }
  const start = readCursor(args.text("cursor"));
  if (start === undefined) {
    return { ok: false, answer: refuse("invalid_cursor") };
  }
  const end = start + limit;
  const hasMore = end < items.length;
  const cursor = hasMore ? Buffer.from(`next:${end}`).toString("base64") : "";
  return { ok: true, items: items.slice(start, end), cursor, hasMore };
}

function readCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) {
    return 0;
  }
  const [, start] = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString()) ?? [];
  return start === undefined ? undefined : Number(start);
}
