// What a step changes out there, how far that has come, and how it is taken back.
import type { Json } from "../language/json.ts";
import type { Change, Read, ReadBack, Repeat } from "./change.ts";
import type { Instant, Person } from "./stamp.ts";

/** Everything needed to take one effect back, frozen when the effect was applied. */
export type UndoPlan = {
  /** The step whose effect it takes back, and that step's title. */
  readonly of: string;
  readonly title: string;
  readonly change: Change;
  readonly repeat: Repeat;
  /** Compared first; a mismatch is a conflict for a person. */
  readonly onlyIf?: ReadBack;
  /** Why it cannot be compared first although the runbook wants it: a person says "run anyway". */
  readonly blind?: string;
  readonly verify?: ReadBack & { readonly withinMs: number };
  /** How long the deployment or the workflow run may take. */
  readonly followMs?: number;
  /** Other steps that this very change takes back, too. */
  readonly also?: readonly string[];
  /** `unknown`: nobody knows whether the effect came to be at all. */
  readonly certainty: Certainty;
  /** How often it was tried. */
  readonly generation: number;
};

export type Certainty = "done" | "unknown";

/** A deployment or workflow run that goes on after the answer: read until it ends or `withinMs` is over. */
export type Follow = { readonly request: Read; readonly withinMs: number };

export type UndoState = {
  readonly state: "available" | "undoing" | "undone" | "conflict" | "failed" | "left";
  readonly plan: UndoPlan;
  /** After this the undo is no longer offered; absent: as long as the run is kept. */
  readonly validUntil?: Instant;
  readonly by?: Person;
  readonly at?: Instant;
  /** Why it was left as it is. */
  readonly note?: string;
};

export type EffectState = {
  readonly direction: "do" | "undo";
  /** The step whose effect is taken back, for `undo`. */
  readonly of?: string;
  readonly change: Change;
  /** Hash of the change, or of all changes where one click sends several: what an approval covers. */
  readonly sha: string;
  readonly repeat: Repeat;
  readonly onlyIf?: ReadBack;
  readonly verify?: ReadBack & { readonly withinMs: number };
  readonly probe?: ReadBack;
  readonly follow?: Follow;
  /** What the target said before anything was sent, where it could be read. */
  readonly before?: Json;
  /** What it will say then, for the preview: a verify's `equals`, a flag's setting, a commit. */
  readonly after?: Json;
  /** Rises only when a person says "run it again": the same generation is the same effect and key. */
  readonly generation: number;
  /** The moment its templates were written for, so that writing them again gives the same. */
  readonly plannedAt?: Instant;
  /** Run was pressed, and the comparison before sending is under way. */
  readonly released?: true;
  /** A send of this generation may have been carried out although no good answer came. */
  readonly doubt?: true;
  /** Since when a deployment or workflow run is looked for whose answer was lost. */
  readonly lostAt?: Instant;
  /** What an earlier generation of this effect came to, and what was there before that. */
  readonly earlier?: { readonly certainty: Certainty; readonly before?: Json };
  /** How many times this generation was handed to the network. */
  readonly sends: number;
  readonly phase: "planned" | "intended" | "sent" | "answered" | "unknown" | "cancelled";
  readonly sentAt?: Instant;
  /** When this generation was sent for the first time: how old its `Idempotency-Key` is. */
  readonly firstSentAt?: Instant;
  readonly answeredAt?: Instant;
  readonly status?: number;
  readonly excerpt?: string;
  /** Where people can watch it, such as a workflow run's page. */
  readonly url?: string;
  readonly verifyUntil?: Instant;
  readonly followUntil?: Instant;
  readonly found?: Json;
};
