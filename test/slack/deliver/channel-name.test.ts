// Channel names are short, readable and such as Slack takes.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { judgeChannelName } from "../../../src/rehearsal/slack/rules/channel-name.ts";
import { channelName, nameSuffix } from "../../../src/slack/deliver/channel-name.ts";

describe("the name of an incident's channel", () => {
  for (const [title, name] of [
    ["Płatności: łącze spadło o 4 %!", "inc-7-platnosci-lacze-spadlo-o-4"],
    ["Straße & Œuvre", "inc-7-strasse-oeuvre"],
    ["支払い", "inc-7"],
    ["  ---  ", "inc-7"],
  ] as const) {
    it(`of ${JSON.stringify(title)} is ${name}`, () => {
      assert.equal(channelName({ number: 7, title, isDrill: false, isPlanned: false }), name);
    });
  }

  it("begins with drill where it is one", () => {
    const name = channelName({
      number: 7,
      title: "DRILL: Stripe is away",
      isDrill: true,
      isPlanned: false,
    });
    assert.equal(name, "drill-7-stripe-is-away");
  });

  it("is taken by Slack, whatever the title and the suffix", () => {
    const suffixes = fc.nat(12).map((attempt) => nameSuffix(attempt, () => 0.999));
    fc.assert(
      fc.property(
        fc.record({
          title: fc.string({ unit: "binary" }),
          number: fc.nat(),
          isDrill: fc.boolean(),
          isPlanned: fc.boolean(),
        }),
        suffixes,
        (incident, suffix) => {
          const name = channelName(incident, suffix);
          assert.equal(judgeChannelName(name), undefined, name);
          assert.ok(name.endsWith(suffix));
        },
      ),
      { numRuns: 200, seed: 7 },
    );
  });
});
