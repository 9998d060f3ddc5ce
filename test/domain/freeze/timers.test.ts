// Since when a freeze is late, as people are told it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { owedFrom } from "../../../src/domain/freeze/timers.ts";
import { freezeOf } from "./freezes.ts";

const AT = "2026-11-30T11:30:00.000Z";
const by = { type: "muster", via: "timer" } as const;
const lifting = (why: "over" | "early", mode: "auto" | "ask" = "auto") =>
  freezeOf({
    state: "lifting",
    lift: { mode, earlyNeed: 0, extendNeed: 0 },
    ended: { at: AT, by, why },
  });

describe("a freeze that is being lifted", () => {
  it("should have been open at its end, however late Muster came to it", () => {
    assert.equal(owedFrom(lifting("over"))?.toISOString(), "2026-11-30T08:00:00.000Z");
  });

  it("should have been open when somebody ended it, or let it go", () => {
    assert.equal(owedFrom(lifting("early"))?.toISOString(), AT);
    assert.equal(owedFrom(lifting("over", "ask"))?.toISOString(), AT);
  });
});
