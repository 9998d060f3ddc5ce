// What everything drawn of a freeze is drawn from.
import type { FreezeOnBoard } from "../../domain/freeze/standing.ts";

/** As it stands at `now`: what was declared, and what was read back. */
export type FreezeSubject = FreezeOnBoard & { readonly now: Date };
