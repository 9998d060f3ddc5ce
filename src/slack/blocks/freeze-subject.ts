// What everything drawn of a freeze is drawn from.
import type { FreezeOnBoard, FreezeStanding } from "../../domain/freeze/standing.ts";

export type Standing = Pick<
  FreezeStanding,
  "held" | "of" | "unenforced" | "failed" | "drifted" | "unknown"
>;

/** As it stands at `now`: what was declared, and what was read back. */
export type FreezeSubject = FreezeOnBoard & { readonly now: Date };
