// GitHub's refusals: its sentences, with the page of its documentation and the status as a text.
import type { Answer } from "../answer.ts";

const docs = "https://docs.github.com/rest";

function error(status: number, message: string, page = ""): Answer {
  return { status, body: { message, documentation_url: `${docs}${page}`, status: `${status}` } };
}

export const badCredentials = (): Answer => error(401, "Bad credentials");

export const needsCredentials = (page: string): Answer =>
  error(401, "Requires authentication", page);

/** Also what stands for a private repository that the caller must not know of. */
export const notFound = (page = ""): Answer => error(404, "Not Found", page);

/** `permissions` is what the endpoint takes, such as `deployments=write`. */
export function noAccess(permissions: string, page: string): Answer {
  const answer = error(403, "Resource not accessible by personal access token", page);
  return { ...answer, headers: { "x-accepted-github-permissions": permissions } };
}

export const conflict = (message: string, page: string): Answer => error(409, message, page);

export const invalid = (message: string, page: string): Answer => error(422, message, page);

export const notJson = (): Answer => error(400, "Problems parsing JSON");

export const serverError = (status: number, message: string): Answer => error(status, message);

export const unavailable =
  "No server is currently available to service your request. Sorry about that. Please try resubmitting your request and contact us if the problem persists.";

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
