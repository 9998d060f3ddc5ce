// The small words of muster.yml: texts, names, secrets, durations, addresses, and what to write instead of a wrong one.
import { z } from "zod";
import { readDuration } from "../domain/runbook/language/duration.ts";

/**
 * An object without unknown keys. The error's message is the list of known keys, from which the
 * reader makes one problem per unknown key, at its place.
 */
export function strict<T extends z.core.$ZodLooseShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? Object.keys(shape).join(" ") : "write a mapping here",
  });
}

export const text = (max: number) =>
  z
    .string({ error: "write a text" })
    .trim()
    .min(1, { error: "write a text" })
    .max(max, { error: `write at most ${max} characters` });

const nameRule = "write a name of a-z, 0-9, - and _";
export const name = z
  .string({ error: nameRule })
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, { error: nameRule });

export const secret = z.string({ error: `write \${VARIABLE}` });
export const secrets = z.union([secret.transform((one) => [one]), z.array(secret).min(1).max(2)], {
  error: `write \${VARIABLE}, or a list of two such while one is being changed`,
});

/** `15m`; whole minutes where the unit is coarser than a second matters little. */
export const duration = z.unknown().transform((value, context): number => {
  const ms = typeof value === "string" ? readDuration(value) : undefined;
  if (ms !== undefined && ms > 0) return ms;
  context.addIssue({
    code: "custom",
    message: "write a duration as a number and s, m, h or d, such as 30s, 15m or 2h",
  });
  return z.NEVER;
});

export const minutes = duration.transform((ms, context) => {
  if (ms % 60_000 === 0) return ms / 60_000;
  context.addIssue({ code: "custom", message: "write whole minutes, such as 15m or 2h" });
  return z.NEVER;
});

export const httpUrl = z
  .string({ error: "write an address such as https://api.example.com" })
  .transform((value, context) => {
    const url = URL.parse(value);
    const isPlain = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash;
    if (isPlain && !url.username && !url.password) return url.href.replace(/\/+$/, "");
    context.addIssue({
      code: "custom",
      message: isPlain
        ? "leave user and password out of the address and write them as user and password"
        : "write an address such as https://api.example.com",
    });
    return z.NEVER;
  });

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    // Whether the platform knows the zone is exactly what is asked.
    return false;
  }
}

export const zone = z
  .string({ error: "write a time zone such as Europe/Warsaw" })
  .refine(isZone, { error: "write a time zone such as Europe/Warsaw" });
