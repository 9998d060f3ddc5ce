// Judges blocks as Slack does: their shape, their limits, their sense, and whether the surface takes them.
import { compileBlockSchema } from "./block-schema.ts";
import { judgeLimits } from "./judge-limits.ts";
import { judgeSense } from "./judge-sense.ts";
import { sayError } from "./slack-words.ts";
import { judgeSurface, type Surface } from "./surfaces.ts";

const matchesSchema = compileBlockSchema();

/** What is wrong, in Slack's words with the place; empty when the blocks would be accepted. */
export function judgeBlocks(
  blocks: readonly unknown[],
  surface: Surface,
  at = "/blocks",
): string[] {
  const most = surface === "message" ? 50 : 100;
  if (blocks.length > most) {
    return [`no more than ${most} items allowed [json-pointer:${at}]`];
  }
  const misplaced = judgeSurface(blocks, surface, at);
  if (misplaced.length > 0) {
    return misplaced;
  }
  if (!matchesSchema(blocks)) {
    return [...new Set((matchesSchema.errors ?? []).map((error) => sayError(error, at)))];
  }
  return [...new Set([...judgeLimits(blocks, at, "blocks"), ...judgeSense(blocks, at)])];
}
