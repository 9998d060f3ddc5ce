// What can happen to a run: a person's answer, a reading, the fate of a request, a timer.
import type { ActionKind, Person, Reading, TimerKind } from "./run.ts";

/** Which step and attempt an event is about; an event about any other is late and changes nothing. */
export type At = { readonly step: string; readonly attempt: number };

export type RunEvent =
  | Clicked
  | (At & {
      readonly type: "metrics-read";
      readonly reading: number;
      readonly readings: Readonly<Record<string, Reading>>;
    })
  | EffectEvent
  | (At & { readonly type: "read-answered"; readonly reading: number; readonly answer: ReadAnswer })
  | (At & { readonly type: "timer-fired"; readonly timer: TimerKind });

export type Clicked = At & {
  readonly type: "clicked";
  readonly action: ActionKind;
  readonly by: Person;
  /** The value chosen, for `choose`. */
  readonly option?: string;
  /** The step to go to, or `end`, for `go-to`. */
  readonly target?: string;
  /** Reason or note, where the action asks for one. */
  readonly note?: string;
};

/** `send` is the number in the `send-request` intent. */
export type EffectEvent = At & { readonly send: number } & (
    | {
        /** Committed before the socket opens. Refused: the request must not be sent. */
        readonly type: "effect-sent";
      }
    | { readonly type: "effect-answered"; readonly answer: HttpAnswer }
    | {
        /** Provably no byte left: name not found, connection refused, or dropped before `effect-sent`. */
        readonly type: "effect-not-sent";
        readonly message: string;
      }
    | {
        /** Sent, but nobody knows what came of it: time-out, reset, or a crash in between. */
        readonly type: "effect-lost";
        readonly message: string;
      }
  );

export type HttpAnswer = {
  readonly status: number;
  /** The parsed JSON body where there is one; only declared outputs are kept of it. */
  readonly json?: unknown;
  /** The body's first characters with secrets masked, for people. */
  readonly excerpt?: string;
  readonly retryAfterMs?: number;
};

export type ReadAnswer =
  | { readonly ok: true; readonly status: number; readonly json?: unknown }
  | { readonly ok: false; readonly message: string };
