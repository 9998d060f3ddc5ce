// Every expected no about readiness, as a value; the sentences stand in the word catalogue.
import type { Instant } from "../runbook/state/stamp.ts";
import type { OpenItem } from "./board.ts";

export type ReadinessRefusal =
  | { readonly code: "no-such-campaign"; readonly wanted: string; readonly near: readonly string[] }
  | { readonly code: "campaign-over"; readonly title: string; readonly at: Instant }
  | { readonly code: "no-board"; readonly title: string }
  | { readonly code: "no-such-item"; readonly wanted: string }
  /** Looked up by Muster, and not as good as was said. */
  | { readonly code: "looked-up"; readonly title: string }
  | {
      readonly code: "go-decided";
      readonly go: boolean;
      readonly by: string;
      readonly at: Instant;
    }
  /** Go, while these are open: it has to be said once more. */
  | { readonly code: "items-open"; readonly open: readonly OpenItem[] };

const CODES: readonly string[] = [
  "no-such-campaign",
  "campaign-over",
  "no-board",
  "no-such-item",
  "looked-up",
  "go-decided",
  "items-open",
] satisfies readonly ReadinessRefusal["code"][];

export const isReadiness = (why: { readonly code: string }): why is ReadinessRefusal =>
  CODES.includes(why.code);
