// Posts in the release channel: four at most, whenever a freeze is declared and however long Muster is away.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  type PostMoment,
  postsDue,
  readPostRef,
  writePostRef,
} from "../../../src/domain/freeze/posts.ts";
import { freezeOf } from "./freezes.ts";

const START = Date.parse("2026-11-27T08:00:00.000Z");
const HOUR = 3_600_000;
const hours = (count: number): Date => new Date(START + count * HOUR);

describe("the posts of a freeze", () => {
  it("are four at most, no moment twice, none before it is granted, the end always last", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -200, max: 80, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 60 }),
        fc.double({ min: 1, max: 300, noNaN: true }),
        (granted, waits, lasts) => {
          const scheduledAt = hours(granted).toISOString();
          const freeze = freezeOf({ scheduledAt, endsAt: hours(lasts).toISOString() });
          const posted: PostMoment[] = [];
          let at = granted;
          for (const wait of [0, ...waits.map((each) => each / 10), 1000]) {
            at += wait;
            const isOver = at >= lasts;
            const by = { type: "muster", via: "timer" } as const;
            const ended = isOver ? { at: hours(at).toISOString(), by, why: "over" as const } : null;
            posted.push(...postsDue({ ...freeze, ended }, posted, hours(at)));
          }
          assert.ok(posted.length <= 4, posted.join(", "));
          assert.equal(new Set(posted).size, posted.length);
          assert.equal(posted[0], "announced");
          assert.equal(posted.at(-1), "end");
        },
      ),
    );
  });

  it("before it is granted are none", () => {
    const { scheduledAt: _, ...draft } = freezeOf({ state: "proposed" });
    assert.deepEqual(postsDue(draft, [], hours(1)), []);
  });

  it("name what is left: nobody hears of a day before within the last hour", () => {
    const freeze = freezeOf();
    assert.deepEqual(postsDue(freeze, ["announced"], hours(-24)), ["day-before"]);
    assert.deepEqual(postsDue(freeze, ["announced"], hours(-0.5)), ["hour-before"]);
    assert.deepEqual(postsDue(freeze, ["announced"], hours(0)), ["start"]);
    assert.deepEqual(postsDue(freeze, ["announced", "day-before", "hour-before"], hours(0)), []);
  });

  it("are named so that they can be read back", () => {
    const ref = writePostRef("7f3b", "hour-before");
    assert.deepEqual(readPostRef(ref), { freezeId: "7f3b", moment: "hour-before" });
    assert.throws(() => readPostRef("7f3b/never"));
  });
});
