// What freezes read of GitHub's answers; fields that are not named here do not matter to them.
import { z } from "zod";

const login = z
  .object({ login: z.string() })
  .nullish()
  .transform((user) => user?.login ?? "ghost");

export const repositoryFormat = z.object({
  id: z.number(),
  full_name: z.string(),
  html_url: z.string().optional(),
  default_branch: z.string(),
  archived: z.boolean().default(false),
  permissions: z.object({ admin: z.boolean().default(false) }).optional(),
  allow_merge_commit: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
});
export type RepositoryFacts = z.infer<typeof repositoryFormat>;

export const listedRulesetsFormat = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    source_type: z.string().optional(),
  }),
);

export const rulesetFormat = z
  .object({
    id: z.number(),
    name: z.string(),
    target: z.string().default("branch"),
    enforcement: z.string(),
    bypass_actors: z
      .array(
        z.object({
          actor_type: z.string(),
          actor_id: z
            .number()
            .nullish()
            .transform((id) => id ?? null),
          bypass_mode: z.string().default("always"),
        }),
      )
      .optional(),
    current_user_can_bypass: z.string().optional(),
    conditions: z
      .object({
        ref_name: z
          .object({
            include: z.array(z.string()).default([]),
            exclude: z.array(z.string()).default([]),
          })
          .optional(),
      })
      .nullish(),
    rules: z
      .array(
        z.object({ type: z.string(), parameters: z.record(z.string(), z.unknown()).optional() }),
      )
      .default([]),
  })
  .transform(({ bypass_actors, conditions, current_user_can_bypass: _, ...ruleset }) => ({
    ...ruleset,
    include: conditions?.ref_name?.include ?? [],
    exclude: conditions?.ref_name?.exclude ?? [],
    bypass: bypass_actors ?? null,
  }));

export const branchRulesFormat = z.array(z.object({ ruleset_id: z.number().optional() }));

export const workflowFormat = z.object({ state: z.string() });
export const variableFormat = z.object({ value: z.string() });
export const environmentsFormat = z.object({
  environments: z.array(z.object({ name: z.string() })).default([]),
});
export const gatesFormat = z.object({
  custom_deployment_protection_rules: z
    .array(z.object({ id: z.number(), enabled: z.boolean(), app: z.object({ id: z.number() }) }))
    .default([]),
});

export const openPullFormat = z
  .object({
    number: z.number(),
    title: z.string(),
    html_url: z.string(),
    user: login,
    head: z.object({ sha: z.string() }),
    base: z.object({ ref: z.string() }),
    draft: z.boolean().default(false),
    auto_merge: z.unknown().nullish(),
  })
  .transform(({ number, title, html_url, user, head, base, draft, auto_merge }) => ({
    ...{ number, title, url: html_url, author: user, headSha: head.sha, base: base.ref },
    ...{ isDraft: draft, isAutoMerge: auto_merge !== null && auto_merge !== undefined },
  }));

export const pullFormat = z.intersection(
  openPullFormat,
  z
    .object({
      state: z.enum(["open", "closed"]),
      merged_at: z.string().nullish(),
      merge_commit_sha: z.string().nullish(),
      merged_by: z.object({ login: z.string() }).nullish(),
    })
    .transform(({ state, merged_at, merge_commit_sha, merged_by }) => ({
      ...{ state, isMerged: typeof merged_at === "string", mergedAt: merged_at ?? null },
      ...{ mergeSha: merge_commit_sha ?? null, mergedBy: merged_by?.login ?? null },
    })),
);

export const refFormat = z.object({ object: z.object({ sha: z.string() }) });
export const idFormat = z.object({ id: z.number() });
export const anyFormat = z.unknown();
export const mergedFormat = z.object({ sha: z.string(), merged: z.boolean() });
export const commentsFormat = z.array(
  z.object({ id: z.number(), body: z.string().nullish(), user: login }),
);

export const ruleSuitesFormat = z.array(
  z.object({
    id: z.number(),
    actor_name: z.string().nullish(),
    ref: z.string(),
    after_sha: z.string(),
    pushed_at: z.string(),
  }),
);

export const activitiesFormat = z.array(
  z.object({
    id: z.number(),
    before: z.string(),
    after: z.string(),
    ref: z.string(),
    timestamp: z.string(),
    activity_type: z.string(),
    actor: login,
  }),
);

export const runFormat = z.object({
  id: z.number(),
  head_sha: z.string(),
  event: z.string(),
  status: z.string().nullish(),
  display_title: z.string().nullish(),
  actor: login,
  triggering_actor: login,
});

export const deliveriesFormat = z.array(
  z.object({
    id: z.number(),
    guid: z.string(),
    event: z.string(),
    redelivery: z.boolean(),
    delivered_at: z.string(),
    status_code: z.number(),
  }),
);

export const userFormat = z.object({ id: z.number(), login: z.string() });
export const appFormat = z.object({ id: z.number(), slug: z.string().default("") });
