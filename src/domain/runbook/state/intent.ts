// What a run asks of the world: each intent is owed once the state that caused it is committed.
import type { Change, EffectRef, HttpRequest, Read } from "./change.ts";
import type { Reason } from "./reason.ts";
import type { Hold, Outcome } from "./run.ts";
import type { At, HttpAnswer, ReadAnswer } from "./run-event.ts";
import type { Instant, Person } from "./stamp.ts";
import type { Announcement, ReadPurpose, TimerKind } from "./step-state.ts";

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
      readonly effect: EffectRef;
      readonly change: Change;
      /** In a drill: what to answer instead of sending, where the connection has no rehearsal address. */
      readonly stub?: HttpAnswer;
      /** A read for whose answer nothing stands in: in a drill, too, the connection is asked. */
      readonly real?: true;
    })
  | (At & {
      /** Answer with `read-answered` of the same number. */
      readonly do: "read-back";
      readonly reading: number;
      readonly purpose: ReadPurpose;
      readonly request: Read;
      /** In a drill: what to answer instead of asking, where the effect was stubbed. */
      readonly stub?: ReadAnswer;
    })
  /** Answer with `freeze-seen` of the same attempt. */
  | (At & { readonly do: "follow-freeze"; readonly freeze: string })
  /** Into the thread of the run's message, as Slack mrkdwn. */
  | (At & { readonly do: "say"; readonly text: string })
  | (At & {
      /** At most one a (step, attempt, timer): a second replaces the first. */
      readonly do: "set-timer";
      readonly timer: TimerKind;
      readonly fireAt: Instant;
    })
  | (At & { readonly do: "announce" } & Announcement)
  /** Find out who may vote, tell them, and answer with `approvers-found` of the same round. */
  | (At & {
      readonly do: "ask-approval";
      readonly round: number;
      readonly need: number;
      readonly from: readonly string[];
      /** Ids of people whose vote would not count here: leave them out of `eligible`. */
      readonly exclude: readonly string[];
    })
  /** The votes so far, or the end of the approval, changed what approvers see. */
  | (At & { readonly do: "repaint-approval" })
  /** Still too few votes: those who have not voted are asked again, and the next on call too. */
  | (At & { readonly do: "escalate-approval"; readonly round: number })
  | (At & { readonly do: "tell-assignee"; readonly to: Person; readonly by: Person })
  /** Answer with `preflighted` of the same attempt. */
  | (At & { readonly do: "preflight"; readonly uses: readonly ConnectionUse[] })
  /** An effect of the run `runId` was taken back here. */
  | {
      readonly do: "tell-undone";
      readonly runId: string;
      readonly step: string;
      readonly by: Person;
    }
  /** Nothing new starts although nobody pressed Pause: people have to hear it, and why. */
  | (At & { readonly do: "held"; readonly hold: Hold })
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

/** What a run will do with a connection, so that the preflight can ask for just these rights. */
export type ConnectionUse =
  | {
      readonly kind: "http" | "prometheus";
      readonly connection: string;
      readonly steps: readonly string[];
    }
  | {
      readonly kind: "flag";
      readonly connection: string;
      readonly project: string;
      readonly env: string;
      /** Absent where only the run's later outputs will tell it. */
      readonly flag?: string;
      readonly steps: readonly string[];
    }
  | {
      readonly kind: "redeploy";
      readonly repo: string;
      readonly environment: string;
      readonly steps: readonly string[];
    }
  | {
      readonly kind: "dispatch";
      readonly repo: string;
      readonly workflow: string;
      readonly steps: readonly string[];
    };
