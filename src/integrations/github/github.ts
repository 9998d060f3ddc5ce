// GitHub through its own client: our time limits and fixed host, no retries, listed repositories only.
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { type GithubAccess, type GithubSettings, isListed } from "../../domain/github.ts";
import { beforeSending } from "../integration-error.ts";
import { type Mask, maskSecrets } from "../mask.ts";
import { openOutbound } from "../outbound.ts";
import { answered } from "./answered.ts";
import { createFetch } from "./fetch.ts";
import { idFormat } from "./freeze/formats.ts";
import { GithubRefused, kindOf } from "./freeze/refused.ts";

export type Repo = { readonly owner: string; readonly repo: string };

export type RepoClient = {
  readonly octokit: Octokit;
  /** As Octokit's methods take it. */
  readonly at: Repo;
  readonly mask: Mask;
  /** Where people look at the repository; undefined where only the API's address is known. */
  readonly webUrl: string | undefined;
};

export type Github = AsyncDisposable & {
  readonly settings: GithubSettings;
  /** Throws IntegrationError (unsent) where GitHub is off, or the repository is not listed or not reachable. */
  open(repo: string): Promise<RepoClient>;
  /** The app's token for it is an hour old at most, and so are its rights: the next one is made anew. */
  forget(repo: string): void;
  /** As the app itself, not as its installation; undefined with a token, and where GitHub is off. */
  openApp(): Pick<RepoClient, "octokit" | "mask"> | undefined;
};

const TIMEOUT_MS = 10_000;
/** A page of workflow runs carries two whole repositories with each. */
const ANSWER_LIMIT_BYTES = 8 * 1024 * 1024;

/** `timeoutMs` is for one call. */
export function openGithub(settings: GithubSettings, timeoutMs = TIMEOUT_MS): Github {
  const { access, apiUrl, repositories } = settings;
  const outbound = openOutbound({
    ...{ name: "GitHub", baseUrl: apiUrl, timeoutMs, answerLimitBytes: ANSWER_LIMIT_BYTES },
  });
  const clients = createClients(apiUrl, createFetch(outbound));
  return {
    settings,
    open: async (repo) => {
      if (!isListed(repo, repositories)) {
        const message = `${repo} is not in github.repositories of muster.yml. Add it there.`;
        throw new GithubRefused(message, "gone", { status: 404, isUnsent: true });
      }
      if (!access) throw new GithubRefused(OFF, "gone", { status: 0, isUnsent: true });
      const at = split(repo);
      const octokit = await beforeSending(clients.find(access, at));
      if (access.kind === "app") {
        const made = beforeSending(authenticate(octokit, access.appId));
        // Installed anew, it has another id.
        made.catch(() => clients.forget(at));
        await made;
      }
      return { octokit, at, mask: maskSecrets(secretsOf(access)), webUrl: webUrl(apiUrl, repo) };
    },
    forget: (repo) => clients.forget(split(repo)),
    openApp: () => {
      if (access?.kind !== "app") return undefined;
      return { octokit: clients.openApp(access), mask: maskSecrets(secretsOf(access)) };
    },
    [Symbol.asyncDispose]: async () => await outbound[Symbol.asyncDispose](),
  };
}

export const OFF =
  "GitHub is not connected. Set GITHUB_TOKEN, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.";

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

type AppAccess = Extract<GithubAccess, { kind: "app" }>;

const keyOf = ({ owner, repo }: Repo): string => `${owner}/${repo}`.toLowerCase();

/** One client for a token; for an app one for each repository, whose installation has to be found. */
function createClients(baseUrl: string, fetch: typeof globalThis.fetch) {
  const options = { baseUrl, userAgent: "muster", log, request: { fetch } };
  const known = new Map<string, Promise<Octokit>>();
  const openApp = ({ appId, privateKey }: AppAccess): Octokit =>
    new Octokit({ ...options, authStrategy: createAppAuth, auth: { appId, privateKey } });
  async function create(access: GithubAccess, at: Repo): Promise<Octokit> {
    if (access.kind === "token") return new Octokit({ ...options, auth: access.token });
    const { appId, privateKey } = access;
    const installationId = await findInstallation(openApp(access), access, at);
    const auth = { appId, privateKey, installationId };
    const octokit = new Octokit({ ...options, authStrategy: createAppAuth, auth });
    octokit.hook.error("request", (error) => {
      if (isOfOldToken(error)) known.delete(keyOf(at));
      throw error;
    });
    return octokit;
  }
  return {
    openApp,
    find: async (access: GithubAccess, at: Repo): Promise<Octokit> => {
      const key = access.kind === "token" ? "token" : keyOf(at);
      const found = known.get(key);
      if (found !== undefined) return await found;
      const made = create(access, at);
      known.set(key, made);
      // An app that was not installed may be, by the next time.
      made.catch(() => known.delete(key));
      return await made;
    },
    forget: (at: Repo): void => void known.delete(keyOf(at)),
  };
}

/** It does not work any more, or knows nothing of rights that were granted since: the next call takes a new one. */
const isOfOldToken = ({ message, status }: Error & { readonly status?: number }): boolean =>
  status === 401 || (status === 403 && message.includes("not accessible by integration"));

async function findInstallation(app: Octokit, { appId }: AppAccess, at: Repo): Promise<number> {
  const asked = await answered(app.rest.apps.getRepoInstallation(at), maskSecrets([]));
  const location = asked.headers?.["location"];
  const isMoved = asked.answer.status === 301 && typeof location === "string";
  const found = isMoved ? await answered(app.request(`GET ${location}`), maskSecrets([])) : asked;
  if (found.ok) return idFormat.parse(found.data).id;
  const why = `GitHub answers ${found.answer.status} to the app ${appId}: ${found.answer.excerpt}`;
  const message = `${why} Install the app on ${at.owner}/${at.repo}, or correct GITHUB_APP_ID.`;
  const kind = kindOf(found.answer, { isChange: false, needs: "" });
  throw new GithubRefused(message, kind, { ...found.answer, isUnsent: true });
}

/** A token for the next hour is made now where there is none, so that failing is none of the call's own. */
async function authenticate(octokit: Octokit, appId: string): Promise<void> {
  const made = octokit.auth({ type: "installation" });
  const asked = made.then((data) => ({ status: 200, headers: {}, data }));
  const got = await answered(asked, maskSecrets([]));
  if (!got.ok) {
    const message = `GitHub gives the app ${appId} no token (${got.answer.status}): ${got.answer.excerpt} Is its installation suspended?`;
    const kind = kindOf(got.answer, { isChange: false, needs: "" });
    throw new GithubRefused(message, kind, { ...got.answer, isUnsent: true });
  }
}

const secretsOf = (access: GithubAccess): readonly string[] =>
  access.kind === "token" ? [access.token] : [access.privateKey];

function split(name: string): Repo {
  const [owner = "", repo = ""] = name.split("/");
  return { owner, repo };
}

/** GitHub itself, and an Enterprise Server, whose API lies below its own address. */
function webUrl(apiUrl: string, repo: string): string | undefined {
  if (apiUrl === "https://api.github.com") return `https://github.com/${repo}`;
  return apiUrl.endsWith("/api/v3") ? `${apiUrl.slice(0, -"/api/v3".length)}/${repo}` : undefined;
}
