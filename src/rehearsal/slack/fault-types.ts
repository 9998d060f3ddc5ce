// How the workspace can be told to misbehave.
import type { Delivery } from "./log-types.ts";

/** Which calls a fault concerns. */
export type FaultScope = {
  /** How many calls; default 1. */
  readonly times?: number;
  /** Only calls for this channel. */
  readonly channel?: string;
};

/** Makes the workspace misbehave. `method` is a Web API method or "*". */
export type Faults = {
  /** 429 with this Retry-After (seconds). */
  rateLimit(method: string, fault: FaultScope & { readonly retryAfter: number }): void;
  /** An HTTP status without Slack's JSON; nothing is carried out. */
  fail(method: string, fault: FaultScope & { readonly status: number }): void;
  /** `ok: false` with this code; nothing is carried out. */
  error(method: string, code: string, fault?: FaultScope): void;
  /** Carries the call out, then drops the connection without an answer. */
  loseAnswer(method: string, fault?: FaultScope): void;
  /** Carries the call out at once and answers this much later. */
  delay(method: string, milliseconds: number, fault?: FaultScope): void;
  /** While on, every connection to the Web API and every socket is cut. */
  outage(isOn: boolean): void;
  /** Sends the next events (or other payloads) twice. */
  deliverTwice(times: number, kind?: Delivery["kind"]): void;
  /** Cuts the n-th open socket (from 0) without a warning. */
  dropSocket(n: number): void;
  /** Warns, then refreshes the n-th open socket (from 0), as Slack does every few hours. */
  refreshSocket(n: number): void;
  /** What is set and not used up. */
  list(): readonly SetFault[];
  clear(): void;
};

export type SetFault = {
  readonly kind:
    | "rate-limit"
    | "fail"
    | "error"
    | "lose-answer"
    | "delay"
    | "outage"
    | "deliver-twice";
  readonly method?: string;
  readonly channel?: string;
  readonly left?: number;
  readonly detail?: string;
};
