// The sections `freeze` and `campaigns` of muster.yml: what they may say, and the words for what is wrong.
import { z } from "zod";
import { readinessChecks } from "../domain/campaign.ts";
import { DEFAULT_FREEZE_SETTINGS } from "../domain/freeze/settings.ts";
import { priorities } from "../domain/priority.ts";
import { person, principals } from "./people-format.ts";
import { minutes, name, secrets, strict, text, zone } from "./values.ts";

const usual = DEFAULT_FREEZE_SETTINGS;

const votes = (least: number) => {
  const error = `write how many votes, a whole number from ${least} to 10`;
  return z.number({ error }).int({ error }).min(least, { error }).max(10, { error });
};

const choice = <const T extends readonly string[]>(...values: T) =>
  z.enum(values, { error: `write one of ${values.join(", ")}` });

const pattern = (start: string, example: string) => {
  const error = `write a list of patterns such as ${example}`;
  return z.string({ error }).regex(new RegExp(`^(~DEFAULT_BRANCH|~ALL|${start}\\S{1,200})$`), {
    error,
  });
};

export const channelName = z
  .string()
  .regex(/^#?[\p{Ll}\p{Lo}\p{N}_-]{1,80}$/u, {
    error: "write a channel's name in lower case, such as incidents",
  })
  .transform((channel) => channel.replace(/^#/, ""));

const tokens = secrets.transform((list) => list.filter((token) => token !== ""));
const workflowRule = "write a list of workflow files such as [ deploy.yml ]";

export const freezeFormat = strict({
  channel: channelName.default(usual.channel),
  managers: principals.min(1, { error: "write at least one" }).default([...usual.managers]),
  approval: strict({
    need: votes(0).default(usual.approval.need),
    from: principals.optional(),
  }).prefault({}),
  exceptions: strict({
    need: votes(1).default(usual.exceptions.need),
    from: principals.optional(),
    valid_for: minutes.default(usual.exceptions.validForMinutes),
  }).prefault({}),
  lift: strict({
    mode: choice("auto", "ask").default(usual.lift.mode),
    early_need: votes(0).default(usual.lift.earlyNeed),
    extend_need: votes(0).default(usual.lift.extendNeed),
  }).prefault({}),
  hotfix: principals.default([...usual.hotfix]),
  drift: choice("alert", "reassert").default(usual.drift),
  branches: z
    .array(pattern("refs/heads/", "[ ~DEFAULT_BRANCH, refs/heads/release/**/* ]"), {
      error: "write a list of patterns such as [ ~DEFAULT_BRANCH, refs/heads/release/**/* ]",
    })
    .min(1, { error: "write at least one pattern, or leave it out" })
    .default([...usual.branches]),
  tags: z
    .array(pattern("refs/tags/", '[ "refs/tags/v*" ]'), {
      error: 'write a list of patterns such as [ "refs/tags/v*" ]',
    })
    .default([...usual.tags]),
  deploys: z
    .array(choice("variable", "workflow", "gate"), {
      error: "write a list of variable, workflow and gate, or leave it out",
    })
    .default([...usual.deploys]),
  workflows: z
    .array(
      z.string({ error: workflowRule }).regex(/^[\w.-]{1,200}\.ya?ml$/, { error: workflowRule }),
      {
        error: workflowRule,
      },
    )
    .default([...usual.workflows]),
  incidents: strict({
    priorities: z
      .array(choice(...priorities), { error: "write a list such as [ P1 ]" })
      .min(1, { error: "write at least one priority" })
      .default(["P1"]),
    services: z.array(name, { error: "write a list of services" }).optional(),
  }).optional(),
  token: tokens.default([]),
}).prefault({});

const momentRule = "write a time of day on a date such as 2026-11-27T00:00";
const moment = z
  .string({ error: momentRule })
  .regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d$/, { error: momentRule });

const owner = z.union([person, principals.element], {
  error: 'write a person such as "@anna", or a principal such as group:release-managers',
});

const readinessItem = strict({
  id: name,
  title: text(150),
  owner: owner.optional(),
  due: minutes.default(72 * 60),
  check: choice(...readinessChecks).optional(),
});

export const campaignFormat = strict({
  title: text(80).optional(),
  from: moment,
  to: moment,
  zone: zone.optional(),
  services: z.array(name, { error: "write a list of services" }).default([]),
  readiness: z
    .array(readinessItem, { error: "write a list of items, each with id and title" })
    .max(40, { error: "write at most 40 items" })
    .optional(),
});

export type CampaignFile = z.output<typeof campaignFormat>;

export const githubPeople = z
  .record(
    z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?$/, {
      error: "write the login of a GitHub user",
    }),
    person,
    { error: 'write a mapping of GitHub logins to people, such as { anna-dev: "@anna" }' },
  )
  .default({});
