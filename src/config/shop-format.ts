// The format of muster.yml: what each section may say, its defaults, and the words for what is wrong.
import { z } from "zod";
import { priorities } from "../domain/priority.ts";
import { defaultReopenMinutes, defaultWindowMinutes } from "../domain/route-signal.ts";
import { readDuration } from "../domain/runbook/duration.ts";
import { isSourceName, sourceNames } from "../intake/sources.ts";

/**
 * An object without unknown keys. The error's message is the list of known keys, from which the
 * reader makes one problem per unknown key, at its place.
 */
function strict<T extends z.core.$ZodLooseShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? Object.keys(shape).join(" ") : "write a mapping here",
  });
}

const text = (max: number) =>
  z
    .string({ error: "write a text" })
    .trim()
    .min(1, { error: "write a text" })
    .max(max, { error: `write at most ${max} characters` });

const nameRule = "write a name of a-z, 0-9, - and _";
const name = z.string({ error: nameRule }).regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, { error: nameRule });

const secret = z.string({ error: `write \${VARIABLE}` });
const secrets = z.union([secret.transform((one) => [one]), z.array(secret).min(1).max(2)], {
  error: `write \${VARIABLE}, or a list of two such while one is being changed`,
});

/** `15m`; whole minutes where the unit is coarser than a second matters little. */
const duration = z.unknown().transform((value, context): number => {
  const ms = typeof value === "string" ? readDuration(value) : undefined;
  if (ms !== undefined && ms > 0) return ms;
  context.addIssue({
    code: "custom",
    message: "write a duration as a number and s, m, h or d, such as 30s, 15m or 2h",
  });
  return z.NEVER;
});

const minutes = duration.transform((ms, context) => {
  if (ms % 60_000 === 0) return ms / 60_000;
  context.addIssue({ code: "custom", message: "write whole minutes, such as 15m or 2h" });
  return z.NEVER;
});

const personRule = 'write a person as "@handle" (in quotes), a Slack id (U…) or an e-mail address';
const person = z
  .string({ error: personRule })
  .regex(/^(@[\w.-]+|[UW][A-Z0-9]{2,}|[^\s@]+@[^\s@]+\.[^\s@]+)$/, { error: personRule });

const people = z
  .array(person, { error: "write a list of people" })
  .min(1, { error: "write at least one person" });

const commandRule = "write a slash and up to 31 of a-z, 0-9, - and _, such as /incident";
const command = z
  .string({ error: commandRule })
  .regex(/^\/[a-z0-9_-]{1,31}$/, { error: commandRule });

const httpUrl = z
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

/** A section whose entries are all commented out is as good as none. */
const section = <T extends z.ZodType>(of: T) =>
  z.preprocess((value) => value ?? {}, z.record(name, of, { error: "write a mapping of names" }));

const source = z.string().transform((value, context) => {
  if (isSourceName(value)) return value;
  context.addIssue({ code: "custom", message: `write one of ${sourceNames.join(", ")}` });
  return z.NEVER;
});

const promise = strict({
  ack: minutes.optional(),
  update: z.union([z.literal("none"), minutes], { error: "write a duration, or none" }).optional(),
  restore: minutes.optional(),
});

const hook = strict({
  source: source.optional(),
  auth: z
    .literal("none", { error: "write none, or leave it out and write token or signature" })
    .optional(),
  token: secrets.optional(),
  signature: secrets.optional(),
  header: text(100).optional(),
  timestamp_header: text(100).optional(),
  service: name.optional(),
});

const matchValue = z
  .union([z.string(), z.number(), z.boolean()], { error: "write a text" })
  .transform(String);

const route = strict({
  match: z.record(
    z.string(),
    z.union([matchValue, z.array(matchValue).min(1, { error: "write at least one" })], {
      error: "write a text or a list of texts",
    }),
    {
      error: "write a mapping of label: value; values may hold * and ?",
    },
  ),
  service: name.optional(),
  team: name.optional(),
  priority: z.enum(priorities, { error: `write one of ${priorities.join(", ")}` }).optional(),
  runbook: text(100).optional(),
  window: minutes.default(defaultWindowMinutes),
  reopen: minutes.default(defaultReopenMinutes),
  ignore: z.boolean({ error: "write true or false" }).default(false),
});

const connection = strict({
  kind: z.enum(["http", "prometheus"], { error: "write http or prometheus" }),
  base_url: httpUrl,
  token: secret.optional(),
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/, { error: "write a header's name, such as X-Api-Key" })
    .optional(),
  user: text(200).optional(),
  password: secret.optional(),
  timeout: duration.prefault("10s"),
  key_ttl: duration.optional(),
});

export const shopFormat = strict({
  slack: strict({
    commands: strict({
      incident: command.default("/incident"),
      runbook: command.default("/runbook"),
      oncall: command.default("/oncall"),
    }).prefault({}),
    announce: z
      .string()
      .regex(/^#?[\p{Ll}\p{Lo}\p{N}_-]{1,80}$/u, {
        error: "write a channel's name in lower case, such as incidents",
      })
      .transform((channel) => channel.replace(/^#/, ""))
      .prefault("incidents"),
  }).prefault({}),
  zone: z
    .string()
    .refine(isZone, { error: "write a time zone such as Europe/Warsaw" })
    .default("UTC"),
  language: z.literal("en", { error: "write en, the only language so far" }).default("en"),
  default_team: name.optional(),
  teams: section(strict({ title: text(80).optional(), on_call: people })),
  groups: section(people),
  services: section(strict({ title: text(80).optional(), team: name.optional() })),
  priorities: strict({
    P1: promise.prefault({}),
    P2: promise.prefault({}),
    P3: promise.prefault({}),
    P4: promise.prefault({}),
  }).prefault({}),
  hooks: section(hook),
  routes: z.preprocess((value) => value ?? [], z.array(route, { error: "write a list of routes" })),
  connections: section(connection),
});

export type ShopFile = z.output<typeof shopFormat>;
export type HookFile = ShopFile["hooks"][string];
export type ConnectionFile = ShopFile["connections"][string];
export type RouteFile = ShopFile["routes"][number];

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    // Whether the platform knows the zone is exactly what is asked.
    return false;
  }
}
