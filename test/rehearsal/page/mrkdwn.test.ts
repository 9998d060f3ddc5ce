// mrkdwn as Slack reads it: what becomes a mark, a mention, a link, and what stays text.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type Inline,
  parseInline,
  parseMrkdwn,
} from "../../../src/rehearsal/page/client/mrkdwn/parse-mrkdwn.ts";

const text = (value: string): Inline => ({ kind: "text", text: value });
const bold = (value: string): Inline => ({ kind: "mark", mark: "bold", children: [text(value)] });

const cases: readonly [string, string, readonly Inline[]][] = [
  [
    "bold, italic and strike",
    "*a* _b_ ~c~",
    [
      bold("a"),
      text(" "),
      { kind: "mark", mark: "italic", children: [text("b")] },
      text(" "),
      { kind: "mark", mark: "strike", children: [text("c")] },
    ],
  ],
  ["a star between digits stays a star", "2*3*4", [text("2*3*4")]],
  ["a lone star stays a star", "a * b", [text("a * b")]],
  ["snake_case_names stay as they are", "auth_rate_drop", [text("auth_rate_drop")]],
  ["code keeps marks and shows entities", "`*a* &lt;b&gt;`", [{ kind: "code", text: "*a* <b>" }]],
  ["escaped angle brackets are text, never a mention", "&lt;!channel&gt;", [text("<!channel>")]],
  [
    "a user, a channel and a group",
    "<@U1> <#C1|general> <!subteam^S1|@leads>",
    [
      { kind: "user", id: "U1" },
      text(" "),
      { kind: "channel", id: "C1", label: "general" },
      text(" "),
      { kind: "group", id: "S1", label: "@leads" },
    ],
  ],
  ["a broadcast", "<!here>", [{ kind: "broadcast", range: "here" }]],
  [
    "a link with a label and entities",
    "<https://a.example/?x=1&amp;y=2|A &amp; B>",
    [{ kind: "link", url: "https://a.example/?x=1&y=2", label: "A & B" }],
  ],
  ["a script address is no link", "<javascript:alert(1)|x>", [text("<javascript:alert(1)|x>")]],
  [
    "a date with its fallback",
    "<!date^1795350840^{date_short} {time}|13:34 CET>",
    [
      {
        kind: "date",
        unix: 1795350840,
        format: "{date_short} {time}",
        url: "",
        fallback: "13:34 CET",
      },
    ],
  ],
  [
    "a mark around a link",
    "*<https://a.example|A>*",
    [
      {
        kind: "mark",
        mark: "bold",
        children: [{ kind: "link", url: "https://a.example", label: "A" }],
      },
    ],
  ],
  [
    "an emoji and a time that is none",
    ":tada: 10:30:00",
    [{ kind: "emoji", name: "tada" }, text(" 10:30:00")],
  ],
];

describe("mrkdwn inside a line", () => {
  for (const [name, source, expected] of cases) {
    it(name, () => assert.deepEqual(parseInline(source, true), expected));
  }

  it("leaves bare links and @channel alone when verbatim", () => {
    const source = "see https://a.example @channel";
    assert.deepEqual(parseInline(source, true), [text(source)]);
  });

  it("makes bare links and @channel live when not verbatim", () => {
    assert.deepEqual(parseInline("see https://a.example. @channel", false), [
      text("see "),
      { kind: "link", url: "https://a.example", label: "https://a.example" },
      text(". "),
      { kind: "broadcast", range: "channel" },
    ]);
  });
});

describe("mrkdwn over several lines", () => {
  it("keeps a code fence literally and the text around it formatted", () => {
    assert.deepEqual(parseMrkdwn("before\n```\n*x* &lt;y\n```\nafter", true), [
      { kind: "lines", children: [text("before")] },
      { kind: "code", text: "*x* <y" },
      { kind: "lines", children: [text("after")] },
    ]);
  });

  it("joins quoted lines into one quote", () => {
    assert.deepEqual(parseMrkdwn("&gt; a\n&gt; b\nc", true), [
      { kind: "quote", children: [text("a"), { kind: "break" }, text("b")] },
      { kind: "lines", children: [text("c")] },
    ]);
  });

  it("shows an unclosed fence as it was typed", () => {
    const [first] = parseMrkdwn("a ```b", true);
    assert.deepEqual(first, { kind: "lines", children: [text("a ")] });
  });
});
