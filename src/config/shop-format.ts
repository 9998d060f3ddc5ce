// The format of muster.yml: what each section may say, its defaults, and the words for what is wrong.
import { z } from "zod";
import { priorities } from "../domain/priority.ts";
import { defaultReopenMinutes, defaultWindowMinutes } from "../domain/route-signal.ts";
import { isSourceName, sourceNames } from "../intake/sources.ts";
import { connectionFormat } from "./connection-format.ts";
import { campaignFormat, channelName, freezeFormat, githubPeople } from "./freeze-format.ts";
import { people, principals } from "./people-format.ts";
import { minutes, name, secrets, strict, text, zone } from "./values.ts";

const commandRule = "write a slash and up to 31 of a-z, 0-9, - and _, such as /incident";
const command = z
  .string({ error: commandRule })
  .regex(/^\/[a-z0-9_-]{1,31}$/, { error: commandRule });

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

const repositoryRule = "write a repository as owner/name, such as shop/web";
const repository = z
  .string({ error: repositoryRule })
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[\w.-]{1,100}$/, { error: repositoryRule });

const github = strict({
  repositories: z
    .array(repository, { error: "write a list of repositories, such as [ shop/web ]" })
    .default([]),
  environments: z
    .array(text(255), { error: "write a list of environments, such as [ production ]" })
    .min(1, { error: "write at least one environment, or leave it out to allow all" })
    .optional(),
  people: githubPeople,
}).prefault({});

export const shopFormat = strict({
  slack: strict({
    commands: strict({
      incident: command.default("/incident"),
      runbook: command.default("/runbook"),
      freeze: command.default("/freeze"),
      oncall: command.default("/oncall"),
    }).prefault({}),
    announce: channelName.prefault("incidents"),
  }).prefault({}),
  zone: zone.default("UTC"),
  language: z.literal("en", { error: "write en, the only language so far" }).default("en"),
  default_team: name.optional(),
  teams: section(strict({ title: text(80).optional(), on_call: people })),
  groups: section(people),
  services: section(
    strict({
      title: text(80).optional(),
      team: name.optional(),
      repositories: z
        .array(repository, { error: "write a list of repositories, such as [ shop/web ]" })
        .default([]),
    }),
  ),
  priorities: strict({
    P1: promise.prefault({}),
    P2: promise.prefault({}),
    P3: promise.prefault({}),
    P4: promise.prefault({}),
  }).prefault({}),
  hooks: section(hook),
  routes: z.preprocess((value) => value ?? [], z.array(route, { error: "write a list of routes" })),
  connections: section(connectionFormat),
  github,
  freeze: freezeFormat,
  campaigns: section(campaignFormat),
  autonomy: z.boolean({ error: "write true or false" }).default(false),
  break_glass: principals.default(["role:incident_commander"]),
});

export type ShopFile = z.output<typeof shopFormat>;
export type HookFile = ShopFile["hooks"][string];
export type RouteFile = ShopFile["routes"][number];
