// The small words of the format: names, principals, paths, pointers, expressions, templates.
import { z } from "zod";

/** Words CEL keeps for itself: no name at all may be one of them. */
const CEL_WORDS = new Set(
  "true false null in as break const continue else for function if import let loop package namespace return var void while".split(
    " ",
  ),
);

/** A metric is used by its bare name, so it may not hide what else has one. */
const BARE_NAMES = new Set(
  "inputs metrics steps alert run incident now has size abs min max round int uint double bool string bytes list map type dyn timestamp duration".split(
    " ",
  ),
);

export const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, {
    error:
      "a name has small letters, digits and _, begins with a letter and has at most 40 characters",
  })
  .refine((name) => !CEL_WORDS.has(name), {
    error: "this word has a meaning in expressions; take another name",
  });

export const metricNameSchema = nameSchema.refine((name) => !BARE_NAMES.has(name), {
  error: "this word has a meaning in expressions; take another name",
});

/** `end` is where a goto leaves the runbook. */
export const stepIdSchema = nameSchema.refine((name) => name !== "end", {
  error: "goto uses this word for the end of the runbook; take another id",
});

export const runbookIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  error: "an id has small letters, digits and - and at most 63 characters",
});

/** Who may do something; judged when they click, not when the file is read. */
export const principalSchema = z
  .string()
  .regex(/^(any_responder|incident_members|(oncall|group|role|user):[A-Za-z0-9][\w.-]{0,79})$/, {
    error:
      "write any_responder, incident_members, oncall:<team>, group:<name>, role:<incident role> or user:<id>",
  });

export const connectionSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
  error: "a connection is a name from muster.yml: small letters, digits and -",
});

/** A path below the connection's base; the host never stands in a runbook. */
export const pathSchema = z
  .string()
  .max(1_000)
  .refine((path) => path.startsWith("/") && !path.startsWith("//"), {
    error: "begin with a single /; host and scheme belong to the connection",
  })
  .refine((path) => !/[?#\s\\]/.test(path.replaceAll(/\{\{.*?\}\}/g, "")), {
    error: "no ?, #, \\ or spaces here; write parameters under 'query'",
  })
  .refine((path) => !path.split("/").some((part) => part === "." || part === ".."), {
    error: "no . or .. segments",
  });

export const pointerSchema = z.string().regex(/^(\/([^~]|~[01])*)?$/, {
  error: "a JSON pointer begins with /, such as /fallback_pct",
});

export const expressionSchema = z.string().min(1).max(500);

export function templateSchema(max: number) {
  return z.string().min(1).max(max);
}

/** One value; a bare path such as `inputs.starts_at` means its value. */
export const valueSchema = templateSchema(200).transform((text) =>
  /^(inputs|steps)\.[\w.]+$/.test(text) ? `{{ ${text} }}` : text,
);
