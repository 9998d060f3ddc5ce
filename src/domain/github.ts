// How Muster proves itself at GitHub, and what it may touch there.

export type GithubAccess =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "app"; readonly appId: string; readonly privateKey: string };

export type GithubSettings = {
  /** Null: everything of GitHub is off. */
  readonly access: GithubAccess | null;
  /** Base of the REST API, no slash at the end. */
  readonly apiUrl: string;
  /** `owner/name` of each repository that may be touched. */
  readonly repositories: readonly string[];
  /** Environments that may be deployed to; null: all. */
  readonly environments: readonly string[] | null;
};

/** GitHub does not tell names apart by case. */
export function isListed(repo: string, repositories: readonly string[]): boolean {
  return repositories.some((each) => each.toLowerCase() === repo.toLowerCase());
}
