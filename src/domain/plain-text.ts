// Makes text from outside harmless to store and show: nothing invisible, nothing that reorders, a bounded length.

// Bidirectional marks, embeddings, overrides and isolates can make a text read as what it is not;
// zero-width characters and the byte-order mark hide differences. ZWJ and ZWNJ stay: emoji and scripts need them.
const invisible =
  /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const controls = /\p{Cc}/gu;

/** Text without control and direction characters and lone surrogates, at most `limit` UTF-16 units, cut between characters. */
export function plainText(
  raw: string | undefined,
  limit: number,
  shape: "one line" | "lines" = "lines",
): string {
  if (raw === undefined) return "";
  // A body may be a megabyte: what lies far beyond the limit is never looked at.
  const near = raw
    .slice(0, limit * 4 + 64)
    .toWellFormed()
    .replaceAll("\ufffd", "");
  const clean = near
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(invisible, "")
    .replaceAll(controls, (char) => (char === "\n" || char === "\t" ? char : ""));
  const shaped = shape === "one line" ? clean.replaceAll(/\s+/g, " ") : clean;
  return cutText(shaped.trim(), limit);
}

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** At most `limit` UTF-16 units, never half a character; what was cut is shown by an ellipsis. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = 0;
  for (const { index, segment } of characters.segment(text.slice(0, limit + 64))) {
    if (index + segment.length > limit - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}
