// Draws the shop's repository and the people of GitHub as its REST API does.

export const repositoryName = { owner: "shop", name: "web" } as const;
export const fullName = `${repositoryName.owner}/${repositoryName.name}`;

/** Where the API is and where the pages would be: `{ api: "http://…/api/v3", web: "http://…" }`. */
export type Place = { readonly api: string; readonly web: string };

const botLogin = "muster-bot";

export function drawUser({ api, web }: Place, login: string) {
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
    type: login === repositoryName.owner ? "Organization" : "User",
    user_view_type: "public",
    site_admin: false,
  };
}

/** `GET /user`: whose token it is. */
export function drawCaller(place: Place) {
  return {
    ...drawUser(place, botLogin),
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

export const callerLogin = botLogin;

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
  const url = `${place.api}/repos/${fullName}`;
  const urls = Object.entries(addresses).map(([name, path]) => [`${name}_url`, `${url}${path}`]);
  return {
    id: 410_220_330,
    node_id: nodeId("Repository", 410_220_330),
    name: repositoryName.name,
    full_name: fullName,
    private: true,
    owner: drawUser(place, repositoryName.owner),
    html_url: `${place.web}/${fullName}`,
    description: "The shop's web front",
    fork: false,
    url,
    ...(Object.fromEntries(urls) as Readonly<Record<string, string>>),
  };
}

/** `GET /repos/:owner/:repo`; a token that only reads shows in `permissions`. */
export function drawRepository(place: Place, { pushedAt, canPush }: RepositoryFacts) {
  const git = `${new URL(place.web).host}/${fullName}.git`;
  return {
    ...drawMinimalRepository(place),
    git_url: `git://${git}`,
    ssh_url: `git@${git.replace("/", ":")}`,
    clone_url: `${place.web}/${fullName}.git`,
    svn_url: `${place.web}/${fullName}`,
    mirror_url: null,
    homepage: null,
    language: "TypeScript",
    license: null,
    forks_count: 0,
    forks: 0,
    stargazers_count: 3,
    watchers_count: 3,
    watchers: 3,
    subscribers_count: 12,
    network_count: 0,
    size: 18_412,
    default_branch: "main",
    open_issues_count: 7,
    open_issues: 7,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: "private",
    pushed_at: stamp(pushedAt),
    created_at: "2021-03-04T10:00:00Z",
    updated_at: stamp(pushedAt),
    permissions: { admin: false, maintain: false, push: canPush, triage: canPush, pull: true },
    allow_auto_merge: false,
  };
}

export type RepositoryFacts = { readonly pushedAt: number; readonly canPush: boolean };

export function nodeId(kind: string, id: number): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString("base64");
}

/** GitHub's times have no fractions of a second. */
export function stamp(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

function idOf(login: string): number {
  return [...login].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_999_991, 7);
}
