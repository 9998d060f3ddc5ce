// Owns the changes of check runs and the events that tell the app of them.
import { drawCheck } from "../api/draw-check.ts";
import type { CheckRun, Repository } from "./hub-types.ts";
import type { Hub } from "./open-hub.ts";
import { app } from "./people.ts";

/** Of one commit, newest first. */
export function checksAt({ checks }: Repository, sha: string): readonly CheckRun[] {
  return Object.values(checks)
    .filter(({ headSha }) => headSha === sha)
    .toSorted((a, b) => b.id - a.id);
}

export function createCheck(
  hub: Hub,
  repository: Repository,
  draft: Omit<CheckRun, "id" | "appId">,
): CheckRun {
  const check: CheckRun = { ...draft, id: hub.newId(), appId: app.id };
  hub.put(repository, "checks", check.id, check);
  const action = check.status === "completed" ? "completed" : "created";
  tell(hub, repository, check, { action, by: app.login });
  return check;
}

export function changeCheck(hub: Hub, repository: Repository, check: CheckRun): CheckRun {
  const before = repository.checks[check.id];
  hub.put(repository, "checks", check.id, check);
  if (check.status === "completed" && before?.status !== "completed") {
    tell(hub, repository, check, { action: "completed", by: app.login });
  }
  return check;
}

/** Somebody clicks a button of the check: only the app that made it hears of that. */
export function requestAction(
  hub: Hub,
  repository: Repository,
  check: CheckRun,
  { identifier, by }: { readonly identifier: string; readonly by: string },
): void {
  const more = { requested_action: { identifier } };
  tell(hub, repository, check, { action: "requested_action", by, more });
}

function tell(
  hub: Hub,
  repository: Repository,
  check: CheckRun,
  { action, by, more }: { readonly action: string; readonly by: string; readonly more?: object },
): void {
  const now = hub.find(repository.facts.name) ?? repository;
  const place = { ...hub.address(), facts: now.facts };
  const body = { check_run: drawCheck(hub, now, check, place), ...more };
  hub.emit({ event: "check_run", action, repository: now, by, body });
}
