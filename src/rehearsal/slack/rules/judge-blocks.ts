// Judges blocks as Slack does: their shape, their limits, their sense, and whether the surface takes them.
import { openBlockSchema } from "./block-schema.ts";
import { judgeLimits } from "./judge-limits.ts";
import { judgeSense } from "./judge-sense.ts";
import { sayError } from "./slack-words.ts";
import { judgeSurface, type Surface } from "./surfaces.ts";

const schemaOf = openBlockSchema();

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
  const misshapen = blocks.flatMap((block, index) => judgeShape(block, `${at}/${index}`));
  if (misshapen.length > 0) {
    return [...new Set(misshapen)];
  }
  return [...new Set([...judgeLimits(blocks, at, "blocks"), ...judgeSense(blocks, at)])];
}

function judgeShape(block: unknown, place: string): string[] {
  const { type } = block as { readonly type: unknown };
  const matches = schemaOf(String(type));
  if (matches === undefined) {
    return [`unsupported type: ${String(type)} [json-pointer:${place}/type]`];
  }
  return matches(block) ? [] : (matches.errors ?? []).map((error) => sayError(error, place));
}
