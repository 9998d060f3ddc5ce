// Every change Muster owes to the outside world, as data; the outbox keeps them, jobs carry them out.
import type { FreezeTask } from "./freeze/task.ts";
import type { Message } from "./message.ts";
import type { ProjectionKind } from "./projection.ts";
import type { Intent } from "./runbook/state/intent.ts";

/** owed -> sent -> done; unknown where no answer came back; dead and dropped carry the reason. */
export type EffectState = "owed" | "sent" | "done" | "dead" | "dropped";

export type Effect =
  | { readonly kind: "open-channel"; readonly incidentId: string }
  | { readonly kind: "invite"; readonly incidentId: string; readonly users: readonly string[] }
  | { readonly kind: "set-topic"; readonly incidentId: string }
  | { readonly kind: "set-purpose"; readonly incidentId: string }
  | {
      readonly kind: "bookmark";
      readonly incidentId: string;
      readonly title: string;
      readonly link: string;
    }
  | { readonly kind: "pin-card"; readonly incidentId: string }
  | { readonly kind: "paint"; readonly projection: ProjectionKind; readonly ref: string }
  | { readonly kind: "post"; readonly to: Destination; readonly message: Message }
  | { readonly kind: "upload-post-mortem"; readonly incidentId: string }
  | { readonly kind: "publish-home"; readonly user: string }
  | { readonly kind: "run"; readonly runId: string; readonly intent: RunIntent }
  | { readonly kind: "freeze"; readonly task: FreezeTask };

/** What a run asks of the world itself; its other intents become timers and messages. */
export type RunIntent = Extract<
  Intent,
  { readonly do: "read-metrics" | "send-request" | "read-back" | "preflight" | "follow-freeze" }
>;

export type Destination =
  | { readonly in: "incident"; readonly incidentId: string; readonly isInCardThread?: boolean }
  | { readonly in: "announcement-thread"; readonly incidentId: string }
  | { readonly in: "run-thread"; readonly runId: string; readonly incidentId: string }
  /** Below the first post of the freeze, in the release channel. */
  | { readonly in: "freeze-thread"; readonly freezeId: string }
  | { readonly in: "channel"; readonly channel: string }
  | { readonly in: "dm"; readonly user: string };

/** Smaller goes first within a lane: people before posts, posts before edits, cosmetics last. */
export const URGENCY = { page: 1, post: 2, edit: 3, cosmetic: 4 } as const;

export type OwedEffect = {
  readonly effect: Effect;
  readonly lane: string;
  readonly urgency: number;
  readonly incidentId: string | null;
  readonly dueAt: Date;
  readonly coalesceKey?: string;
};

/** One try at an effect, as the ledger knows it. */
export type Attempt = {
  /** The ledger row: what marks a message as ours in the outside world. */
  readonly id: string;
  /** Tries before this one. */
  readonly earlier: number;
  /** An earlier try left and no answer came: find out what became of it before repeating it. */
  readonly isUncertain: boolean;
  /** When the earlier uncertain try left. */
  readonly sentAt: Date | null;
  readonly createdAt: Date;
  readonly incidentId: string | null;
  /** What earlier tries already obtained, such as the id of an uploaded file. */
  readonly progress: Readonly<Record<string, unknown>>;
  saveProgress(progress: Readonly<Record<string, unknown>>): Promise<void>;
};

export type Outcome =
  | { readonly kind: "done" }
  /** Nothing happened, or repeating is harmless: again after `afterMs`. */
  | { readonly kind: "later"; readonly afterMs: number; readonly reason: string }
  /** It may have happened: the next attempt is uncertain. */
  | { readonly kind: "unknown"; readonly afterMs: number; readonly reason: string }
  /** Given up; a person sees it. */
  | { readonly kind: "dead"; readonly reason: string }
  /** No longer wanted or not possible, and nobody needs to be told. */
  | { readonly kind: "dropped"; readonly reason: string };
