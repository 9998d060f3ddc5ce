// What happened in a repository while it was held: who passed by a rule, what was pushed and merged.
import { activitiesFormat, ruleSuitesFormat } from "./formats.ts";
import type { ActivitySeen, BypassSeen } from "./freeze-github.ts";
import type { Calling } from "./session.ts";

const PAGE = 100;

/** Of the last 24 hours. */
export async function listBypasses({
  octokit,
  at,
  recall,
}: Calling): Promise<readonly BypassSeen[]> {
  const call = (headers: object) =>
    octokit.rest.repos.getRepoRuleSuites({
      ...{ ...at, rule_suite_result: "bypass", time_period: "day" },
      ...{ per_page: PAGE, headers: { ...headers } },
    });
  const suites = await recall("bypasses", call, ruleSuitesFormat);
  return suites.map(({ id, actor_name, ref, after_sha, pushed_at }) => ({
    ...{ id, actor: actor_name ?? "ghost", ref, sha: after_sha, at: pushed_at },
  }));
}

/** Of the last 24 hours, the newest hundred. */
export async function listActivity({
  octokit,
  at,
  recall,
}: Calling): Promise<readonly ActivitySeen[]> {
  const call = (headers: object) =>
    octokit.rest.repos.listActivities({
      ...{ ...at, time_period: "day", direction: "desc" },
      ...{ per_page: PAGE, headers: { ...headers } },
    });
  const activities = await recall("activity", call, activitiesFormat);
  return activities.map((each) => ({
    ...{ id: each.id, actor: each.actor, ref: each.ref, sha: each.after, before: each.before },
    ...{ at: each.timestamp, type: each.activity_type },
  }));
}
