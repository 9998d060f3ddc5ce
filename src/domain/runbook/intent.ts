// What a run asks of the world: each intent is owed once the state that caused it is committed.
import type {
  Audience,
  HttpRequest,
  Instant,
  Outcome,
  ReadPurpose,
  Reason,
  TimerKind,
} from "./run.ts";
import type { At } from "./run-event.ts";

export type Intent =
  | (At & {
      /** Answer with `metrics-read` of the same number, a reading for every query, failures included. */
      readonly do: "read-metrics";
      readonly reading: number;
      readonly purpose: ReadPurpose;
      readonly queries: readonly MetricQuery[];
    })
  | (At & {
      /** Commit `effect-sent`; unless that is refused send the request; then report its fate. */
      readonly do: "send-request";
      readonly send: number;
      /** With the run's id this makes the effect id, sent as `Idempotency-Key`. */
      readonly effect: {
        readonly step: string;
        readonly direction: "do";
        readonly generation: number;
      };
      readonly request: HttpRequest;
    })
  | (At & {
      /** Answer with `read-answered` of the same number. */
      readonly do: "read-back";
      readonly reading: number;
      readonly purpose: ReadPurpose;
      readonly request: HttpRequest;
    })
  | (At & {
      /** At most one a (step, attempt, timer): a second replaces the first. */
      readonly do: "set-timer";
      readonly timer: TimerKind;
      readonly fireAt: Instant;
    })
  | (At & { readonly do: "announce"; readonly to: readonly Audience[]; readonly text: string })
  | (At & { readonly do: "ask-person"; readonly reason: Reason })
  | (At & { readonly do: "remind"; readonly count: number })
  | (At & { readonly do: "escalate"; readonly count: number })
  | (At & { readonly do: "say-unknown"; readonly sinceMs: number })
  | { readonly do: "ended"; readonly outcome: Outcome; readonly suggest: readonly string[] };

export type MetricQuery = {
  readonly name: string;
  readonly source:
    | { readonly kind: "prometheus"; readonly connection: string; readonly promql: string }
    | { readonly kind: "http"; readonly request: HttpRequest; readonly pointer: string };
};
