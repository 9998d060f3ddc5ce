// Draws a repository and the people of GitHub as its REST API does.
import type { RepositoryFacts } from "./hub/hub-types.ts";
import { type Actor, idOf, owner, tokenLogin } from "./hub/people.ts";

/** Where the API is and where the pages would be: `{ api: "http://…/api/v3", web: "http://…" }`. */
export type Address = { readonly api: string; readonly web: string };

/** The address, and the repository that is meant. */
export type Place = Address & { readonly facts: RepositoryFacts };

export function drawUser({ api, web }: Address, login: string) {
  const own = `${api}/users/${login}`;
  return {
    login,
    id: idOf(login),
    node_id: nodeId("User", idOf(login)),
    avatar_url: `${web}/avatars/${login}`,
    gravatar_id: "",
    url: own,
    html_url: `${web}/${login}`,
    followers_url: `${own}/followers`,
    following_url: `${own}/following{/other_user}`,
    gists_url: `${own}/gists{/gist_id}`,
    starred_url: `${own}/starred{/owner}{/repo}`,
    subscriptions_url: `${own}/subscriptions`,
    organizations_url: `${own}/orgs`,
    repos_url: `${own}/repos`,
    events_url: `${own}/events{/privacy}`,
    received_events_url: `${own}/received_events`,
    type: login === owner ? "Organization" : login.endsWith("[bot]") ? "Bot" : "User",
    user_view_type: "public",
    site_admin: false,
  };
}

/** `GET /user`: whose token it is. */
export function drawCaller(place: Address) {
  return {
    ...drawUser(place, tokenLogin),
    name: "Muster",
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: "2024-02-01T09:00:00Z",
    updated_at: "2026-01-15T09:00:00Z",
  };
}

/** The addresses that hang on a repository, each as `<name>_url`. */
const addresses = {
  archive: "/{archive_format}{/ref}",
  assignees: "/assignees{/user}",
  blobs: "/git/blobs{/sha}",
  branches: "/branches{/branch}",
  collaborators: "/collaborators{/collaborator}",
  comments: "/comments{/number}",
  commits: "/commits{/sha}",
  compare: "/compare/{base}...{head}",
  contents: "/contents/{+path}",
  contributors: "/contributors",
  deployments: "/deployments",
  downloads: "/downloads",
  events: "/events",
  forks: "/forks",
  git_commits: "/git/commits{/sha}",
  git_refs: "/git/refs{/sha}",
  git_tags: "/git/tags{/sha}",
  hooks: "/hooks",
  issue_comment: "/issues/comments{/number}",
  issue_events: "/issues/events{/number}",
  issues: "/issues{/number}",
  keys: "/keys{/key_id}",
  labels: "/labels{/name}",
  languages: "/languages",
  merges: "/merges",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  pulls: "/pulls{/number}",
  releases: "/releases{/id}",
  stargazers: "/stargazers",
  statuses: "/statuses/{sha}",
  subscribers: "/subscribers",
  subscription: "/subscription",
  tags: "/tags",
  teams: "/teams",
  trees: "/git/trees{/sha}",
} as const;

/** As it hangs on a workflow run. */
export function drawMinimalRepository(place: Place) {
  const { id, name, description, isPrivate } = place.facts;
  const url = `${place.api}/repos/${name}`;
  const urls = Object.entries(addresses).map(([name, path]) => [`${name}_url`, `${url}${path}`]);
  return {
    id,
    node_id: nodeId("Repository", id),
    name: name.split("/")[1] ?? "",
    full_name: name,
    private: isPrivate,
    owner: drawUser(place, owner),
    html_url: `${place.web}/${name}`,
    description,
    fork: false,
    url,
    ...(Object.fromEntries(urls) as Readonly<Record<string, string>>),
  };
}

/** A repository as it hangs on other things, and in events. */
export function drawRepository(place: Place, { pushedAt, openPulls }: Activity) {
  const { name, isPrivate, isArchived, hasAutoMerge, defaultBranch, createdAt } = place.facts;
  const git = `${new URL(place.web).host}/${name}.git`;
  return {
    ...drawMinimalRepository(place),
    git_url: `git://${git}`,
    ssh_url: `git@${git.replace("/", ":")}`,
    clone_url: `${place.web}/${name}.git`,
    svn_url: `${place.web}/${name}`,
    mirror_url: null,
    homepage: null,
    language: "TypeScript",
    license: null,
    forks_count: 0,
    forks: 0,
    stargazers_count: 3,
    watchers_count: 3,
    watchers: 3,
    size: 18_412,
    default_branch: defaultBranch,
    open_issues_count: openPulls,
    open_issues: openPulls,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: isArchived,
    disabled: false,
    visibility: isPrivate ? "private" : "public",
    pushed_at: stamp(pushedAt),
    created_at: stamp(createdAt),
    updated_at: stamp(pushedAt),
    allow_forking: true,
    web_commit_signoff_required: false,
    allow_auto_merge: hasAutoMerge,
  };
}

/** `GET /repos/:owner/:repo`; what the caller may do shows in `permissions`. */
export function drawFullRepository(place: Place, activity: Activity, caller: Actor) {
  const isAdmin = caller.role === "admin";
  const canPush = isAdmin || caller.role === "write";
  return {
    ...drawRepository(place, activity),
    subscribers_count: 12,
    network_count: 0,
    organization: drawUser(place, owner),
    permissions: {
      admin: isAdmin,
      maintain: isAdmin,
      push: canPush,
      triage: canPush,
      pull: true,
    },
  };
}

type Activity = { readonly pushedAt: number; readonly openPulls: number };

export function nodeId(kind: string, id: number): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString("base64");
}

/** GitHub's times have no fractions of a second. */
export function stamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
