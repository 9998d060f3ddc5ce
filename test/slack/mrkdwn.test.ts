// Words from outside become harmless mrkdwn; only our own helpers mention, link and write times.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { mentionsInMrkdwn } from "../../src/rehearsal/slack/rules/markup.ts";
import {
  authored,
  code,
  cut,
  date,
  esc,
  foreignLink,
  link,
  mention,
} from "../../src/slack/mrkdwn.ts";

const AT = new Date("2026-11-22T12:34:00Z");

describe("escaping", () => {
  it("takes the meaning from brackets, ampersands, at signs, line breaks and bidi marks", () => {
    assert.equal(esc("<!channel> & @here\n\u202eabc"), "&lt;!channel&gt; &amp; @\u2060here abc");
  });

  it("of anything stays within its limit and calls nobody", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.nat(80), (text, room) => {
        const escaped = esc(`<!channel>${text}<@U0EVIL>@everyone`, room + 20);
        assert.ok(escaped.length <= room + 20);
        assert.deepEqual(mentionsInMrkdwn(escaped, true), []);
        assert.doesNotMatch(escaped, /[<>]|&(?!(?:amp|lt|gt);)/);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it("lets no backtick end a code span", () => {
    assert.equal(code("a`b"), "`aˋb`");
  });

  it("of a runbook's text lets the author's web links through and nothing else", () => {
    const text = "See <https://wiki.example/a|here>, <!channel>, <@U0EVIL> and a &lt; b";
    const shown =
      "See <https://wiki.example/a|here>, &lt;!channel&gt;, &lt;@U0EVIL&gt; and a &lt; b";
    assert.equal(authored(text), shown);
  });
});

describe("cutting", () => {
  it("never leaves half a link, half an entity or half a character", () => {
    const text = "ab <https://x.example|link> &amp; 👩‍👩‍👧 cd";
    for (let limit = 4; limit < text.length; limit += 1) {
      const short = cut(text, limit);
      assert.ok(short.length <= limit);
      assert.equal(short.includes("<"), short.includes("link>"), short);
      assert.doesNotMatch(short, /&(?!amp;)/);
      assert.ok(short.isWellFormed(), short);
    }
  });
});

describe("links and mentions", () => {
  it("are made of Slack ids and web addresses only", () => {
    assert.equal(mention("U0ANNA"), "<@U0ANNA>");
    assert.equal(mention("@anna<"), "@\u2060anna&lt;");
    assert.equal(link("javascript:alert(1)", "x"), "x");
    assert.equal(
      link("https://x.example/?a=1&b=|", "a|b"),
      "<https://x.example/?a=1&amp;b=%7C|a/b>",
    );
  });

  it("from outside show the host, so that a label cannot lead astray", () => {
    const shown = foreignLink("https://evil.example/login", "Your bank");
    assert.equal(shown, "<https://evil.example/login|Your bank (evil.example)>");
  });
});

describe("a time", () => {
  it("is shown in the reader's zone and falls back to the shop's zone and UTC", () => {
    assert.equal(
      date(AT, "Europe/Warsaw"),
      "<!date^1795350840^{date_short_pretty} {time}|2026-11-22 13:34 CET (12:34 UTC)>",
    );
    assert.match(date(AT, "UTC", "ago"), /\^\{ago\}\|12:34 UTC>$/);
  });
});
