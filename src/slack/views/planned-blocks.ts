// Exactly what a step will send, or has sent, in full: nobody says yes to what they could not read.
import type { KnownBlock } from "@slack/types";
import type { Change } from "../../domain/runbook/state/change.ts";
import { changeLiteral } from "../blocks/change-text.ts";
import { frames } from "../blocks/elements.ts";

const MOST_CHANGES = 20;

export function plannedBlocks(changes: readonly Change[]): readonly KnownBlock[] {
  return changes.slice(0, MOST_CHANGES).flatMap((change) => frames(changeLiteral(change)));
}
