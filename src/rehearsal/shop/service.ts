// The form of each API the shop offers, so that faults, logging and keys work alike for all of them.
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import type { ShopCore } from "./shop-core.ts";
import type { Entry } from "./shop-state.ts";
import type { ServiceName } from "./types.ts";

/** What a changing request comes to: its answer, what becomes of the shop, and a line about it. */
export type Change = {
  readonly answer: Answer;
  readonly entries: readonly Entry[];
  /** What became different was recorded where it was done. */
  readonly isChanged?: true;
  readonly event?: string;
};

export type Service = {
  readonly name: ServiceName;
  /** Answers a caller who may not; undefined lets the call through. */
  readonly admit: (core: ShopCore, call: Call) => Answer | undefined;
  readonly read: (core: ShopCore, call: Call) => Answer;
  readonly change: (core: ShopCore, call: Call) => Change;
  /** The service's own way to say that it fails. */
  readonly fail: (status: number, message: string) => Answer;
  readonly honoursKeys: boolean;
  /** What every answer gets besides, such as the headers of limits. */
  readonly finish?: (core: ShopCore, call: Call, answer: Answer) => Answer;
};

export function no(answer: Answer): Change {
  return { answer, entries: [] };
}
