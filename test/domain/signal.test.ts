import assert from "node:assert/strict";
import { test } from "node:test";
import { cutText, plainText } from "../../src/domain/plain-text.ts";
import { readPriority } from "../../src/domain/priority.ts";
import { createSignal, safeUrl, signalLimits } from "../../src/domain/signal.ts";

test("text from outside loses what a database refuses and what deceives the eye", () => {
  assert.equal(plainText("a\u0000b\u001bc", 50), "abc");
  assert.equal(plainText("pay\ud800load", 50), "payload", "lone surrogate");
  assert.equal(plainText("invoice\u202egnp.exe", 50), "invoicegnp.exe", "direction override");
  assert.equal(plainText("a\u{e0041}b\u200bc\ufeff", 50), "abc", "hidden characters");
  assert.equal(plainText("one\r\ntwo\tthree", 50), "one\ntwo\tthree");
  assert.equal(plainText("one\r\n  two", 50, "one line"), "one two");
  assert.equal(plainText("👩‍💻 pracuje", 50), "👩‍💻 pracuje", "joined emoji stay whole");
});

test("a cut falls between characters and shows itself", () => {
  assert.equal(cutText("zażółć", 6), "zażółć");
  assert.equal(cutText("abcdefgh", 6), "abcde…");
  assert.equal(cutText("abc👩‍💻def", 7), "abc…", "an emoji of five units is not halved");
  const long = cutText("😀".repeat(400), 150);
  assert.ok(long.length <= 150 && long.isWellFormed());
});

test("a signal keeps only http and https links, without passwords, each once", () => {
  assert.equal(safeUrl("javascript:alert(1)"), undefined);
  assert.equal(safeUrl("data:text/html,x"), undefined);
  assert.equal(safeUrl("not an address"), undefined);
  assert.equal(safeUrl(`https://example.com/${"x".repeat(signalLimits.url)}`), undefined);
  assert.equal(safeUrl("https://anna:secret@example.com/a"), "https://example.com/a");
  const signal = createSignal({
    alertKey: "k",
    state: "firing",
    title: "t",
    links: [
      { label: "a", url: "https://example.com" },
      { label: "b", url: "https://example.com/" },
      { label: "c", url: "//example.com" },
      { label: "d", url: undefined },
    ],
  });
  assert.deepEqual(signal.links, [{ label: "a", url: "https://example.com/" }]);
});

test("a signal is bounded whatever the sender writes", () => {
  const signal = createSignal({
    alertKey: "k".repeat(5_000),
    state: "firing",
    title: "t".repeat(5_000),
    summary: "s".repeat(50_000),
    labels: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`l${i}`, "v".repeat(9_000)])),
  });
  assert.equal(signal.title.length, signalLimits.title);
  assert.equal(signal.summary.length, signalLimits.summary);
  assert.equal(Object.keys(signal.labels).length, signalLimits.labels);
  assert.equal(signal.labels["l0"]?.length, signalLimits.field);
  assert.ok(signal.alertKey.length <= signalLimits.key);
});

test("a label named like a part of every object stays a label", () => {
  const labels = JSON.parse('{"__proto__": "x", "constructor": "y"}');
  const signal = createSignal({ alertKey: "k", state: "firing", title: "t", labels });
  assert.deepEqual(Object.entries(signal.labels), [
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
});

test("a signal without a title is named by its summary, else by its key", () => {
  const draft = { alertKey: "monitor-7", state: "firing", title: "\u202e " } as const;
  assert.equal(createSignal({ ...draft, summary: "Disk full" }).title, "Disk full");
  assert.equal(createSignal(draft).title, "monitor-7");
});

test("severities in the words and numbers that senders use become priorities", () => {
  const cases = [
    ["P1", "P1"],
    ["p4", "P4"],
    ["P5", "P4"],
    ["1", "P1"],
    ["CRITICAL", "P1"],
    ["page", "P1"],
    ["sev2", "P2"],
    ["SEV-2", "P2"],
    ["krytyczny", "P1"],
    ["warning", "P3"],
    ["none", "P4"],
    ["constructor", undefined],
    ["", undefined],
    [undefined, undefined],
  ] as const;
  for (const [word, priority] of cases) assert.equal(readPriority(word), priority, word);
});
