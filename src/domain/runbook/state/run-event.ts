// What can happen to a run: a person's answer, a reading, the fate of a request, a timer.
import type { Scalar } from "../language/json.ts";
import type { RunRight } from "../run/permissions.ts";
import type { Reading } from "./reason.ts";
import type { PreflightFinding } from "./run.ts";
import type { Person } from "./stamp.ts";
import type { ActionKind, TimerKind } from "./step-state.ts";

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
  /** The freeze that the step waits for may have changed: what it is now. */
  | (At & { readonly type: "freeze-seen"; readonly answer: ReadAnswer })
  | (At & { readonly type: "timer-fired"; readonly timer: TimerKind })
  /** Who could vote on the approval that was asked; told once for each round. */
  | (At & {
      readonly type: "approvers-found";
      readonly round: number;
      readonly eligible: readonly string[];
    })
  /** About the run as a whole: `step` is empty and `attempt` the preflight's. */
  | (At & { readonly type: "preflighted"; readonly findings: readonly PreflightFinding[] })
  /** A linked run took an effect of this one back, or a person decided to leave it. */
  | (At & {
      readonly type: "undo-settled";
      readonly state: "undone" | "left" | "undoing" | "available";
      readonly by: Person;
      readonly note?: string;
    })
  /** Read back what every effect of this run is now; `step` is empty and `attempt` 0; any state of the run. */
  | (At & { readonly type: "changes-asked" })
  | (At & { readonly type: "became-incompatible"; readonly message: string });

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
  /** What a `manual` step collects, as people typed it; for `done`. */
  readonly values?: Readonly<Record<string, Scalar | undefined>>;
  /** The text of an announcement as a person changed it, for `run`. */
  readonly text?: string;
  /** Who shall do it, for `assign`; `step` empty: the whole run. */
  readonly to?: Person;
  /**
   * What was seen: the first 8 characters of the request's hash for `approve`, `deny`, `break-glass` and
   * `run`, the hold (`holdSha8`) for `resume`.
   */
  readonly sha8?: string;
  /** The approval's round that was seen, where the surface knows it; for `approve` and `deny`. */
  readonly round?: number;
  /** The right that was found to be held, as `rightFor` named it; where the run now asks for another one it is refused. */
  readonly right?: RunRight;
  /** What was typed to confirm, where the offer says `confirm: "type"`: the step's id. */
  readonly typed?: string;
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
