// Owns the misbehaviour that is asked for and not used up.

import type { FaultScope, SetFault } from "../fault-types.ts";
import type { Delivery } from "../log-types.ts";

export type Fault =
  | { readonly kind: "rate-limit"; readonly retryAfter: number }
  | { readonly kind: "fail"; readonly status: number }
  | { readonly kind: "error"; readonly code: string }
  | { readonly kind: "lose-answer" }
  | { readonly kind: "delay"; readonly milliseconds: number };

type Entry = {
  readonly method: string;
  readonly channel?: string;
  readonly fault: Fault;
  left: number;
};

export type FaultBook = {
  set(method: string, fault: Fault, scope?: FaultScope): void;
  /** Takes the first fault that concerns this call. */
  take(method: string, channel: string | undefined): Fault | undefined;
  isOut: boolean;
  setTwice(times: number, kind: Delivery["kind"]): void;
  /** True when this delivery is to be sent a second time. */
  takeTwice(kind: Delivery["kind"]): boolean;
  list(): readonly SetFault[];
  clear(): void;
};

export function createFaultBook(): FaultBook {
  let entries: Entry[] = [];
  const twice = new Map<string, number>();
  const book: FaultBook = {
    isOut: false,
    set: (method, fault, scope = {}) => {
      const channel = scope.channel === undefined ? {} : { channel: scope.channel };
      entries.push({ method, ...channel, fault, left: scope.times ?? 1 });
    },
    take: (method, channel) => {
      const entry = entries.find(
        (candidate) =>
          (candidate.method === "*" || candidate.method === method) &&
          (candidate.channel === undefined || candidate.channel === channel),
      );
      if (entry === undefined) {
        return undefined;
      }
      entry.left -= 1;
      entries = entries.filter(({ left }) => left > 0);
      return entry.fault;
    },
    setTwice: (times, kind) => {
      twice.set(kind, times);
    },
    takeTwice: (kind) => {
      const left = twice.get(kind) ?? 0;
      twice.set(kind, left - 1);
      return left > 0;
    },
    list: () => [
      ...entries.map(({ method, channel, fault, left }) => ({
        kind: fault.kind,
        method,
        ...(channel === undefined ? {} : { channel }),
        left,
        ...detail(fault),
      })),
      ...(book.isOut ? [{ kind: "outage" as const }] : []),
      ...[...twice].flatMap(([kind, left]) =>
        left > 0 ? [{ kind: "deliver-twice" as const, detail: kind, left }] : [],
      ),
    ],
    clear: () => {
      entries = [];
      twice.clear();
      book.isOut = false;
    },
  };
  return book;
}

function detail(fault: Fault): { detail?: string } {
  switch (fault.kind) {
    case "rate-limit":
      return { detail: `Retry-After: ${fault.retryAfter}` };
    case "fail":
      return { detail: String(fault.status) };
    case "error":
      return { detail: fault.code };
    case "delay":
      return { detail: `${fault.milliseconds} ms` };
    case "lose-answer":
      return {};
  }
}
