import assert from "node:assert/strict";
import { test } from "node:test";
import { readTime } from "../../src/domain/time-text.ts";

test("a sender's time is read in every form seen in the field", () => {
  const cases: readonly (readonly [string | number, string])[] = [
    ["2026-11-22T12:38:06.53Z", "2026-11-22T12:38:06.530Z"],
    ["2026-11-22T12:41:50.106372079Z", "2026-11-22T12:41:50.106Z"],
    ["2026-11-22t13:38:06+01:00", "2026-11-22T12:38:06.000Z"],
    ["2026-11-22T07:08:06-05:30", "2026-11-22T12:38:06.000Z"],
    ["2020-09-13T12:26:40.0000000Z", "2020-09-13T12:26:40.000Z"],
    ["2014-08-13T23:54:22.664+0000", "2014-08-13T23:54:22.664Z"],
    ["2026-05-27 15:36:00.1 +0000 UTC m=+8560", "2026-05-27T15:36:00.100Z"],
    ["2026-05-27 15:36:00.1 +0200 CEST m=+8560", "2026-05-27T13:36:00.100Z"],
    ["2024-05-01 10:00:00 UTC", "2024-05-01T10:00:00.000Z"],
    ["2024.05.01", "2024-05-01T00:00:00.000Z"],
    [1480215246, "2016-11-27T02:54:06.000Z"],
    ["1480215246", "2016-11-27T02:54:06.000Z"],
    ["1709991385.873", "2024-03-09T13:36:25.873Z"],
    [1480215246123, "2016-11-27T02:54:06.123Z"],
    [1480215246123456, "2016-11-27T02:54:06.123Z"],
    ["1480215246123456789", "2016-11-27T02:54:06.123Z"],
  ];
  for (const [text, iso] of cases) assert.equal(readTime(text)?.toISOString(), iso, String(text));
});

test("a time without a zone is the sender's wall clock when its offset is known", () => {
  assert.equal(
    readTime("2026-11-22 13:00:00.250", "+01:00")?.toISOString(),
    "2026-11-22T12:00:00.250Z",
  );
});

test("what is no time is none, never a failure", () => {
  const none = [
    "0001-01-01T00:00:00Z",
    "0",
    0,
    "",
    undefined,
    "yesterday",
    "2026-02-30T10:00:00Z",
    "2026-13-01",
    "2026-11-22T12:00:00 Mars",
    Number.NaN,
    -5,
    1e300,
    "9".repeat(400),
  ];
  for (const text of none) assert.equal(readTime(text), undefined, String(text));
});
