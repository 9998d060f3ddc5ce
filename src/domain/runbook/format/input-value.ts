// Judges one value given for one input, and writes it the one way it is stored.
import { readDuration } from "../language/duration.ts";
import type { Scalar } from "../language/json.ts";
import type { Input } from "./input-format.ts";

export type InputFault =
  | "not-a-whole-number"
  | "not-a-number"
  | "not-yes-or-no"
  | "not-a-duration"
  | "not-a-time"
  | "not-a-url"
  | "not-an-id"
  | "not-a-repo"
  | "not-listed"
  | "too-small"
  | "too-great"
  | "wrong-form"
  | "control-characters"
  | "more-than-one-line";

export type CheckedInput =
  | { readonly ok: true; readonly value: Scalar }
  | { readonly ok: false; readonly code: InputFault };

const LONGEST = 1_000;
const REPO = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

/** Takes text as people type it, or a value that already has its type. */
export function checkInput(input: Input, given: Scalar): CheckedInput {
  const text = typeof given === "string" ? given.trim() : String(given);
  switch (input.type) {
    case "integer":
      return inBounds(input, /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined);
    case "number":
      return inBounds(input, readNumber(text));
    case "boolean":
      return readBoolean(text);
    case "enum":
      return accept(text, input.values?.includes(text) ?? false, "not-listed");
    case "duration":
      return accept(text, readDuration(text) !== undefined, "not-a-duration");
    case "datetime":
      return readTime(text);
    case "url":
      return accept(text, isWebAddress(text), "not-a-url");
    case "repo":
      return accept(text, REPO.test(text), "not-a-repo");
    case "repo_list": {
      const repos = text.split(/[\s,]+/);
      if (repos.length > (input.max ?? Number.POSITIVE_INFINITY)) return no("too-great");
      return accept(
        text,
        repos.every((repo) => REPO.test(repo)),
        "not-a-repo",
      );
    }
    case "user":
    case "channel":
    case "service":
      return accept(text, /^[\w.-]{1,80}$/.test(text), "not-an-id");
    case "string":
      return /[\r\n]/.test(text) ? no("more-than-one-line") : readText(input, text);
    case "text":
      return readText(input, text);
  }
}

function accept(text: string, right: boolean, code: InputFault): CheckedInput {
  return right ? yes(text) : no(code);
}

function readNumber(text: string): number | undefined {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function readText(input: Input, text: string): CheckedInput {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) return no("control-characters");
  if (input.pattern !== undefined && !new RegExp(`^(?:${input.pattern})$`, "u").test(text)) {
    return no("wrong-form");
  }
  if (text.length > Math.min(input.max ?? LONGEST, LONGEST)) return no("too-great");
  return text.length < (input.min ?? 0) ? no("too-small") : yes(text);
}

function inBounds(input: Input, value: number | undefined): CheckedInput {
  if (value === undefined)
    return no(input.type === "integer" ? "not-a-whole-number" : "not-a-number");
  if (input.min !== undefined && value < input.min) return no("too-small");
  return input.max !== undefined && value > input.max ? no("too-great") : yes(value);
}

function readBoolean(text: string): CheckedInput {
  if (/^(true|yes)$/i.test(text)) return yes(true);
  return /^(false|no)$/i.test(text) ? yes(false) : no("not-yes-or-no");
}

/** A time needs its offset: without one nobody knows which moment is meant. */
function readTime(text: string): CheckedInput {
  const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
  const at = form.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? no("not-a-time") : yes(new Date(at).toISOString());
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && text.length <= LONGEST && URL.canParse(text);
}

function yes(value: Scalar): CheckedInput {
  return { ok: true, value };
}

function no(code: InputFault): CheckedInput {
  return { ok: false, code };
}
