// GitHub's refusals: its sentences, with the page of its documentation and the status as a text.
import type { Answer } from "../answer.ts";

const docs = "https://docs.github.com/rest";

export function error(status: number, message: string, page = ""): Answer {
  return { status, body: { message, documentation_url: `${docs}${page}`, status: `${status}` } };
}

export const badCredentials = (): Answer => error(401, "Bad credentials");

export const needsCredentials = (page: string): Answer =>
  error(401, "Requires authentication", page);

/** Also what stands for a private repository that the caller must not know of. */
export const notFound = (page = ""): Answer => error(404, "Not Found", page);

/** `permissions` is what the endpoint takes, such as `deployments=write`. */
export function noAccess(
  permissions: string,
  page: string,
  who: "personal access token" | "integration" = "personal access token",
): Answer {
  const answer = error(403, `Resource not accessible by ${who}`, page);
  return { ...answer, headers: { "x-accepted-github-permissions": permissions } };
}

export const forbidden = (message: string, page = ""): Answer => error(403, message, page);

export const conflict = (message: string, page: string): Answer => error(409, message, page);

export const invalid = (message: string, page: string): Answer => error(422, message, page);

/** What is formed well and cannot be all the same; a ruleset's errors are plain sentences. */
export function validationFailed(errors: readonly unknown[], page: string): Answer {
  const { body, status } = error(422, "Validation Failed", page);
  return { status, body: { ...(body as object), errors } };
}

export const notJson = (): Answer => error(400, "Problems parsing JSON");

export const serverError = (status: number, message: string): Answer => error(status, message);

/** Waiting is all that helps, and GitHub says how long. */
export function secondaryLimit(retryAfterSeconds: number): Answer {
  const message =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";
  const page =
    "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits";
  return {
    status: 403,
    body: { documentation_url: page, message },
    headers: { "retry-after": String(retryAfterSeconds) },
  };
}

export const unavailable =
  "No server is currently available to service your request. Sorry about that. Please try resubmitting your request and contact us if the problem persists.";

export const upgrade =
  "Upgrade to GitHub Pro or make this repository public to enable this feature.";

export const pages = {
  deployments: "/deployments/deployments",
  createDeployment: "/deployments/deployments#create-a-deployment",
  statuses: "/deployments/statuses",
  repository: "/repos/repos#get-a-repository",
  workflows: "/actions/workflows",
  dispatch: "/actions/workflows#create-a-workflow-dispatch-event",
  runs: "/actions/workflow-runs",
  contents: "/repos/contents#get-repository-content",
  user: "/users/users#get-the-authenticated-user",
} as const;
