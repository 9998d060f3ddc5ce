// One way for every call of freezes: read by a format, refused with a reason, remembered where nothing changed.
import type { Octokit } from "@octokit/rest";
import { z } from "zod";
import { IntegrationError } from "../../integration-error.ts";
import { type Answered, answered, type Headers } from "../answered.ts";
import type { Github, Repo, RepoClient } from "../github.ts";
import { createPace, type Pace } from "./pace.ts";
import { refusedBy, type Tried } from "./refused.ts";

/** What one installation, or the one token, still has. */
type Account = {
  readonly name: string;
  readonly pace: Pace;
  remaining: number;
  resetAt: number;
};

type Response = { readonly status: number; readonly headers: object; readonly data: unknown };

export type Calling = {
  readonly octokit: Octokit;
  /** Where it is now: renamed, it is elsewhere than muster.yml says. */
  readonly at: Repo;
  readonly client: RepoClient;
  /** Throws IntegrationError where no whole answer came, GithubRefused where the answer is no. */
  ask<T>(call: Promise<Response>, format: z.ZodType<T>, tried: Tried): Promise<T>;
  /** A look that costs nothing of the hourly limit where nothing changed since the last one. */
  recall<T>(key: string, call: Conditional, format: z.ZodType<T>, tried?: Tried): Promise<T>;
};

/** `headers` carry `if-none-match`. */
export type Conditional = (headers: Readonly<Record<string, string>>) => Promise<Response>;

export type Sessions = {
  open(repository: string): Promise<Calling>;
  accountOf(repository: string): Account;
  /** With a token of this moment, and the rights of this moment. */
  openAnew(repository: string): Promise<Calling>;
  /** From now on this repository is looked for there. */
  move(repository: string, to: Repo | undefined): void;
};

/** 200 repositories with some five looks and five pages each. */
const REMEMBERED = 4_000;
const LOOK: Tried = { isChange: false, needs: "Metadata: read" };
const anyHeader = z.union([z.string(), z.number()]).transform(Number);

export function createSessions(github: Github): Sessions {
  const accounts = new Map<string, Account>();
  const moved = new Map<string, Repo>();
  const memory = createMemory(REMEMBERED);
  const { access } = github.settings;

  function accountOf(repository: string): Account {
    const name = access?.kind === "app" ? (repository.split("/")[0] ?? "").toLowerCase() : "token";
    const known = accounts.get(name);
    if (known) return known;
    const made = { name, pace: createPace(), remaining: Number.POSITIVE_INFINITY, resetAt: 0 };
    accounts.set(name, made);
    return made;
  }

  async function open(repository: string): Promise<Calling> {
    const client = await github.open(repository);
    const at = moved.get(repository.toLowerCase()) ?? client.at;
    return openCalling({ client, at, account: accountOf(repository), memory });
  }

  return {
    accountOf,
    open,
    openAnew: async (repository) => {
      github.forget(repository);
      return await open(repository);
    },
    move: (repository, to) => {
      if (to) moved.set(repository.toLowerCase(), to);
      else moved.delete(repository.toLowerCase());
    },
  };
}

type Opened = {
  readonly client: RepoClient;
  readonly at: Repo;
  readonly account: Account;
  readonly memory: Memory;
};

function openCalling({ client, at, account, memory }: Opened): Calling {
  async function send(call: Promise<Response>): Promise<Answered<unknown>> {
    const got = await answered<unknown>(call, client.mask);
    note(account, got);
    return got;
  }
  return {
    ...{ octokit: client.octokit, at, client },
    ask: async (call, format, tried) => {
      const got = await send(call);
      if (!got.ok) throw refusedBy(got.answer, tried);
      return readAs(format, got.data);
    },
    recall: async (key, call, format, tried = LOOK) => {
      const name = `${at.owner}/${at.repo} ${key}`;
      const known = memory.find(name);
      const got = await send(call(known ? { "if-none-match": known.etag } : {}));
      if (got.answer.status === 304 && known) return known.value as z.infer<typeof format>;
      if (!got.ok) throw refusedBy(got.answer, tried);
      const value = readAs(format, got.data);
      const etag = got.headers?.["etag"];
      if (typeof etag === "string") memory.keep(name, { etag, value });
      return value;
    },
  };
}

/** GitHub changed its answer, or something else answers in its place. */
function readAs<T>(format: z.ZodType<T>, data: unknown): T {
  const read = format.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue ? `${issue.path.join(".")}: ${issue.message}` : "";
  throw new IntegrationError(`GitHub's answer cannot be read (${where})`, { isUnsent: false });
}

/** docs.github.com: without `retry-after`, at least a minute after a secondary limit. */
const REST_MS = 60_000;

function note(account: Account, { answer, headers = {} }: Answered<unknown>): void {
  const remaining = anyHeader.safeParse(headers["x-ratelimit-remaining"]);
  const reset = anyHeader.safeParse(headers["x-ratelimit-reset"]);
  if (remaining.success) account.remaining = remaining.data;
  if (reset.success) account.resetAt = reset.data * 1000;
  const isLimit = answer.status === 429 || (answer.status === 403 && isLimited(headers, answer));
  if (isLimit) account.pace.restFor(answer.retryAfterMs ?? REST_MS);
}

function isLimited(headers: Headers, { excerpt }: Answered<unknown>["answer"]): boolean {
  if (headers["retry-after"] !== undefined) return true;
  return String(headers["x-ratelimit-remaining"]) === "0" || /rate limit/i.test(excerpt);
}

type Remembered = { readonly etag: string; readonly value: unknown };
type Memory = ReturnType<typeof createMemory>;

/** What was looked at longest ago goes first. */
function createMemory(most: number) {
  const kept = new Map<string, Remembered>();
  return {
    find: (name: string): Remembered | undefined => kept.get(name),
    keep: (name: string, remembered: Remembered): void => {
      kept.delete(name);
      kept.set(name, remembered);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
  };
}
