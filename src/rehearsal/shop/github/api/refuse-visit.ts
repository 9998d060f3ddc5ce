// Decides whether a caller may use an endpoint of a repository at all, before anything is looked at.
import type { Answer } from "../../answer.ts";
import { forbidden, noAccess, notFound } from "../errors.ts";
import type { Repository } from "../hub/hub-types.ts";
import { archived } from "../hub/merge.ts";
import type { Hub } from "../hub/open-hub.ts";
import type { Caller } from "./credentials.ts";
import type { RepositoryRoute } from "./route.ts";

export type Request = {
  readonly hub: Hub;
  readonly caller: Extract<Caller, { kind: "token" | "installation" }>;
  readonly route: RepositoryRoute;
  readonly repository: Repository;
  readonly isChange: boolean;
};

export function refuseVisit(request: Request): Answer | undefined {
  const { caller, route, repository, isChange } = request;
  const refusal = caller.kind === "token" ? refuseToken(request) : refuseApp(request);
  if (refusal) return refusal;
  return isChange && repository.facts.isArchived ? forbidden(archived, route.page) : undefined;
}

const permissionsOf = ({ needs }: RepositoryRoute) =>
  needs.map((need) => need.replace(":", "=")).join("; ");

function refuseToken({ hub, route, isChange }: Request): Answer | undefined {
  const { hindrances } = hub.core.state();
  if (route.isForApps) return forbidden("You must authenticate via a GitHub App.", route.page);
  if (isChange && hindrances.includes("read-only-tokens")) {
    return noAccess(permissionsOf(route), route.page);
  }
  const isForAdmins = route.needs.includes("administration:write");
  // GitHub hides from those who do not manage a repository that it could be managed here.
  if (isChange && isForAdmins && hindrances.includes("github-no-admin"))
    return notFound(route.page);
  return undefined;
}

/** To an app that is not installed there it is as to anybody: what is public can be read. */
function refuseStranger({ route, repository, isChange }: Request): Answer | undefined {
  if (repository.facts.isPrivate) return notFound(route.page);
  const isReading = !isChange && route.needs.some((need) => need.endsWith(":read"));
  return isReading ? undefined : noAccess(permissionsOf(route), route.page, "integration");
}

function refuseApp(request: Request): Answer | undefined {
  const { hub, caller, route, repository, isChange } = request;
  if (caller.kind !== "installation") return undefined;
  const { installation } = hub.state();
  const { hindrances } = hub.core.state();
  if (installation.isSuspended) {
    return forbidden("This installation has been suspended", route.page);
  }
  if (installation.withheld?.includes(repository.facts.name)) return refuseStranger(request);
  const isForAdmins = route.needs.includes("administration:write");
  const isLessened =
    isChange &&
    (hindrances.includes("read-only-tokens") ||
      (isForAdmins && hindrances.includes("github-no-admin")));
  const has = route.needs.some((need) => {
    const [name = "", access] = need.split(":");
    const given = caller.permissions[name];
    return given === "write" || (given === "read" && access === "read");
  });
  if (has && !isLessened) return undefined;
  return noAccess(permissionsOf(route), route.page, "integration");
}
