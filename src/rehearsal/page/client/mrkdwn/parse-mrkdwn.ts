// Reads Slack's mrkdwn into a tree: formatting, links, mentions, dates, emoji and entities.
export type Mark = "bold" | "italic" | "strike";

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "mark"; readonly mark: Mark; readonly children: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "emoji"; readonly name: string }
  | { readonly kind: "break" }
  | { readonly kind: "link"; readonly url: string; readonly label: string }
  | { readonly kind: "user"; readonly id: string }
  | { readonly kind: "channel"; readonly id: string; readonly label: string }
  | { readonly kind: "group"; readonly id: string; readonly label: string }
  | { readonly kind: "broadcast"; readonly range: string }
  | {
      readonly kind: "date";
      readonly unix: number;
      readonly format: string;
      readonly url: string;
      readonly fallback: string;
    };

export type Paragraph =
  | { readonly kind: "lines"; readonly children: readonly Inline[] }
  | { readonly kind: "quote"; readonly children: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string };

const marks: Readonly<Record<string, Mark>> = { "*": "bold", _: "italic", "~": "strike" };
const wordChar = /[\p{L}\p{N}]/u;

/** `verbatim: false` makes bare links and @here, @channel, @everyone live, as Slack does. */
export function parseMrkdwn(text: string, verbatim: boolean): readonly Paragraph[] {
  return text.split("```").flatMap((part, index, parts) => {
    const isFenced = index % 2 === 1 && index < parts.length - 1;
    if (isFenced) return [{ kind: "code", text: unescapeEntities(part.replace(/^\n|\n$/g, "")) }];
    const isUnclosed = index % 2 === 1;
    return parseLines(isUnclosed ? `\`\`\`${part}` : part, verbatim);
  });
}

function parseLines(text: string, verbatim: boolean): Paragraph[] {
  const paragraphs: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const last = paragraphs.at(-1);
    const content = quoted?.[1] ?? line;
    if (last && last.isQuote === (quoted !== null)) last.lines.push(content);
    else paragraphs.push({ isQuote: quoted !== null, lines: [content] });
  }
  return paragraphs
    .map(({ isQuote, lines }) => ({ isQuote, text: lines.join("\n") }))
    .filter((paragraph) => paragraph.isQuote || paragraph.text.trim() !== "")
    .map((paragraph) => ({
      kind: paragraph.isQuote ? "quote" : "lines",
      children: parseInline(paragraph.text.replace(/^\n|\n$/g, ""), verbatim),
    }));
}

type Piece = { readonly node: Inline; readonly length: number };

export function parseInline(text: string, verbatim: boolean): readonly Inline[] {
  const nodes: Inline[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") nodes.push({ kind: "text", text: unescapeEntities(plain) });
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const piece = readPiece(text, at, verbatim);
    if (piece) {
      flush();
      nodes.push(piece.node);
      at += piece.length;
    } else {
      plain += text.charAt(at);
      at += 1;
    }
  }
  flush();
  return nodes;
}

function readPiece(text: string, at: number, verbatim: boolean): Piece | undefined {
  const char = text.charAt(at);
  if (char === "\n") return { node: { kind: "break" }, length: 1 };
  if (char === "<") return readAngle(text.slice(at));
  if (char === "`") return readCode(text.slice(at));
  if (char === ":") return readEmoji(text.slice(at));
  if (char in marks) return readMark(text, at, verbatim);
  return verbatim ? undefined : readBare(text, at);
}

function readAngle(rest: string): Piece | undefined {
  const match = /^<([^<>\n]+)>/.exec(rest);
  if (!match) return undefined;
  const node = readReference(match[1] ?? "");
  return node && { node, length: match[0].length };
}

function readReference(content: string): Inline | undefined {
  const bar = content.indexOf("|");
  const target = bar === -1 ? content : content.slice(0, bar);
  const label = bar === -1 ? "" : unescapeEntities(content.slice(bar + 1));
  if (target.startsWith("@")) return { kind: "user", id: target.slice(1) };
  if (target.startsWith("#")) return { kind: "channel", id: target.slice(1), label };
  if (target.startsWith("!")) return readSpecial(target.slice(1), label);
  if (!/^(?:https?:|mailto:|slack:|tel:)/.test(target)) return undefined;
  const url = unescapeEntities(target);
  return { kind: "link", url, label: label === "" ? url : label };
}

function readSpecial(target: string, label: string): Inline | undefined {
  const [name = "", ...rest] = target.split("^");
  if (name === "subteam") return { kind: "group", id: rest[0] ?? "", label };
  if (name === "date") {
    const [unix = "0", format = "", url = ""] = rest;
    return { kind: "date", unix: Number(unix), format, url, fallback: label };
  }
  return { kind: "broadcast", range: name };
}

function readCode(rest: string): Piece | undefined {
  const match = /^`([^`\n]+)`/.exec(rest);
  if (!match) return undefined;
  const node = { kind: "code", text: unescapeEntities(match[1] ?? "") } as const;
  return { node, length: match[0].length };
}

function readEmoji(rest: string): Piece | undefined {
  const match = /^:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:/.exec(rest);
  // The middle of 10:30:00 is no emoji.
  if (!match || !/[a-z]|^[+-]1$|^100$/.test(match[1] ?? "")) return undefined;
  return { node: { kind: "emoji", name: match[1] ?? "" }, length: match[0].length };
}

function readMark(text: string, at: number, verbatim: boolean): Piece | undefined {
  const char = text.charAt(at);
  const mark = marks[char];
  const end = findClosing(text, at);
  if (!mark || end === undefined) return undefined;
  const children = parseInline(text.slice(at + 1, end), verbatim);
  return { node: { kind: "mark", mark, children }, length: end + 1 - at };
}

/** A mark opens after a non-word character before a non-space, and closes the other way round. */
function findClosing(text: string, at: number): number | undefined {
  const char = text.charAt(at);
  const before = text.charAt(at - 1);
  const after = text.charAt(at + 1);
  if (wordChar.test(before) || before === char || /\s|^$/.test(after) || after === char) {
    return undefined;
  }
  for (let end = at + 1; end < text.length && text.charAt(end) !== "\n"; end += 1) {
    const skipped = /^(?:<[^<>\n]+>|`[^`\n]+`)/.exec(text.slice(end));
    if (skipped) end += skipped[0].length - 1;
    else if (text.charAt(end) === char && isClosing(text, end)) return end;
  }
  return undefined;
}

function isClosing(text: string, end: number): boolean {
  return !/\s/.test(text.charAt(end - 1)) && !wordChar.test(text.charAt(end + 1));
}

function readBare(text: string, at: number): Piece | undefined {
  if (wordChar.test(text.charAt(at - 1))) return undefined;
  const rest = text.slice(at);
  const range = /^@(here|channel|everyone)\b/.exec(rest);
  if (range) {
    return { node: { kind: "broadcast", range: range[1] ?? "" }, length: range[0].length };
  }
  const link = /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]'"]/.exec(rest);
  if (!link) return undefined;
  const url = unescapeEntities(link[0]);
  return { node: { kind: "link", url, label: url }, length: link[0].length };
}

/** Exactly the three entities Slack knows. */
function unescapeEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
