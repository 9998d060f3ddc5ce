// What `/freeze new …` is understood as, in whatever order it is said, and what of it is quoted back.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readWish } from "../../../src/slack/commands/read-freeze-wish.ts";
import type { Turn } from "../../../src/slack/turn.ts";
import { freezeShop } from "../freeze/scene.ts";

const NOW = new Date("2026-11-26T15:00:00Z");

function read(text: string) {
  const ctx = { clock: { now: () => NOW }, shop: freezeShop } as Turn["ctx"];
  const wish = readWish({ ctx, person: { zone: "Europe/Warsaw" } as Turn["person"] }, text);
  const { from, to, repositories = [], reason = "", problems = [], typed } = wish;
  const quoted = problems.map((each) => /`([^`]*)`/.exec(each)?.[1]);
  assert.equal(typed, problems.length > 0 ? text : undefined, "shown beside what is wrong");
  const at = (date?: Date) => date?.toISOString().slice(5, 16) ?? "?";
  return `${at(from)} ${at(to)}|${repositories}|${reason}|${quoted}`;
}

describe("/freeze new", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["18:00 48h shop/web Sale", "11-26T17:00 11-28T17:00|shop/web|Sale|"],
    ["from 18:00 to fri 9:00 web Sale", "11-26T17:00 11-27T08:00|shop/web|Sale|"],
    ["shop/web from 18:00 until fri 9:00 Sale", "11-26T17:00 11-27T08:00|shop/web|Sale|"],
    ["18:00 shop/web to fri 9:00 Sale", "11-26T17:00 11-27T08:00|shop/web|Sale|"],
    ["shop/web 48h to keep it calm", "11-26T15:00 11-28T15:00|shop/web|to keep it calm|"],
    ["shop/web to keep it calm", "? ?|shop/web|to keep it calm|"],
    ["Black Friday", "? ?||Black Friday|"],
    ["from yesterday to fri 9:00 web Sale", "? 11-27T08:00|shop/web|Sale|yesterday"],
    ["yesterday 48h web Sale", "? ?|shop/web|Sale|yesterday"],
    ["18:00 until monday web Sale", "11-26T17:00 ?|shop/web|Sale|monday"],
    ["tomorrow 9am 48h web Sale", "? ?|shop/web|Sale|tomorrow 9am"],
    ["2026-06-31 48h web Sale", "? ?|shop/web|Sale|2026-06-31"],
    ["18:00 48h nowhere Sale", "11-26T17:00 11-28T17:00||Sale|nowhere"],
    ["nowhere 18:00 48h Sale", "11-26T17:00 11-28T17:00||Sale|nowhere"],
    ["18:00 48h shop/web shop/nope Sale", "11-26T17:00 11-28T17:00|shop/web|Sale|shop/nope"],
    ["from once shop/nope Sale", "? ?||Sale|once,shop/nope"],
  ];
  for (const [text, expected] of cases) {
    it(`reads ${JSON.stringify(text)} as ${expected}`, () => {
      assert.equal(read(text), expected);
    });
  }
});
