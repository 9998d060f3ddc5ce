// Judges what was drawn by Slack's rules and ours, and makes the words that could break it.
import assert from "node:assert/strict";
import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { mentionsInBlocks } from "../../src/rehearsal/slack/rules/block-mentions.ts";
import { judgeBlocks } from "../../src/rehearsal/slack/rules/judge-blocks.ts";
import { mentionsIn } from "../../src/rehearsal/slack/rules/markup.ts";
import { BUDGET, type Drawn, LIMITS } from "../../src/slack/limits.ts";
import { look } from "./samples.ts";

/** People whom our own sentences may call. */
const MEANT = ["U0ANNA", "U0PIOTR"];

/** A runbook's author may link; only there the words below stand as the author's. */
export const AUTHORS = "https://evil.example";
export const OURS = [look.shop.url];
export const OURS_AND_AUTHORS = [...OURS, AUTHORS];

const nasty = fc.constantFrom(
  "<!channel>",
  "<!here|x>",
  "<@U0EVIL>",
  "<@U0EVIL|bob>",
  "<!subteam^S0ALL>",
  "@everyone",
  "@here",
  "#general",
  "<https://evil.example|Bank>",
  "https://evil.example/",
  "```",
  "`",
  "*",
  "_",
  "~",
  ">",
  "\n",
  "\r\n> quoted",
  "\u202e",
  "\u200b",
  "\u0000",
  "&",
  "&amp;lt;!channel&gt;",
  ":tada:",
  "👩‍👩‍👧‍👦",
  "\ud800",
  "Zażółć",
  "|",
  "<!date^0^{time}|x>",
);
const hostile = fc
  .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 20 })), { maxLength: 30 })
  .map((parts) => parts.join(""));
const long = fc
  .tuple(hostile, fc.integer({ min: 1, max: 4_000 }))
  .map(([text, count]) =>
    (text || "x").repeat(Math.ceil(count / Math.max(1, text.length))).slice(0, 12_000),
  );
const words = fc.oneof(hostile, long);

export function judge({ text, blocks }: Drawn, what: string, linksTo = OURS): void {
  judgeKnown(blocks, "message", { what, linksTo });
  assert.ok(blocks.length <= BUDGET.blocks, `${what}: ${blocks.length} blocks`);
  const size = JSON.stringify(blocks).length;
  assert.ok(size <= BUDGET.characters, `${what}: ${size} characters`);
  assert.ok(text.trim() !== "" && text.length <= LIMITS.text, `${what}: text of ${text.length}`);
  assert.deepEqual(mentionsIn(text), [], `${what}: its text calls nobody`);
}

export function judgeKnown(
  blocks: readonly KnownBlock[],
  surface: "message" | "home" | "modal",
  { what, linksTo = OURS }: { what: string; linksTo?: readonly string[] },
) {
  assert.deepEqual(judgeBlocks(blocks, surface), [], what);
  for (const mention of mentionsInBlocks(blocks)) {
    const isMeant = mention.kind === "user" && MEANT.includes(mention.id);
    assert.ok(isMeant, `${what} calls ${JSON.stringify(mention)}`);
  }
  const links = mrkdwnOf(blocks).flatMap((text) =>
    [...text.matchAll(/<(https?:[^|>]+)/g)].map((match) => match[1] ?? ""),
  );
  const foreign = links.filter((link) => !linksTo.some((url) => link.startsWith(url)));
  assert.deepEqual(foreign, [], `${what} links only to our own pages`);
}

/** The texts that Slack parses; plain and rich text are shown as they are. */
function mrkdwnOf(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  if ("type" in part && part.type === "mrkdwn" && "text" in part) {
    assert.equal("verbatim" in part && part.verbatim, true, "every mrkdwn is verbatim");
    return [String(part.text)];
  }
  return Object.values(part).flatMap(mrkdwnOf);
}

export const property = (check: (text: string) => void): void => {
  fc.assert(fc.property(words, check), { numRuns: 25, seed: 42 });
};
