// A shop with a freeze: Muster between the strangers' Slack and the strangers' GitHub.
import {
  type FreezeGithub,
  openFreezeGithub,
  PRIVATE_KEY,
  USER_TOKEN,
  WEBHOOK_SECRET,
} from "./freeze-github.ts";
import { type Check, type Fields, MUSTERS_APP, mergeOf, type Pull, sha } from "./freeze-world.ts";
import { openScene, readable, type Scene } from "./scene.ts";
import type { Said } from "./slack-workspace.ts";

export const FREEZE_TOKEN = "freeze-token-4717";
export const WEB = "shop/web";
export const API = "shop/api";

export type FreezeScene = AsyncDisposable & {
  readonly scene: Scene;
  readonly github: FreezeGithub;
  until: Scene["until"];
  /** New messages of the release channel that stand in no thread, oldest first. */
  posts(): readonly Said[];
  /** What stands in threads of the release channel. */
  threads(): string;
  checkOf(repository: string, commit: string): Check | undefined;
  /** How a commit stands, once it is so. */
  concluded(repository: string, commit: string, conclusion: string): Promise<Check>;
  event(name: string, repository: string, body: Fields, id?: string): Promise<number>;
  /** A push to a pull request. */
  push(repository: string, pull: Pull, word: string): Promise<void>;
  /** Both strangers' clocks, and Muster's. */
  forward(ms: number): void;
  /** Submits the form that is open; the names of fields are as much of a block's id as tells it from the others. */
  fill(user: string, fields: Fields): Promise<Fields | undefined>;
  ask(query: string, token?: string): Promise<{ readonly status: number; readonly text: string }>;
};

export type FreezeWish = {
  readonly access?: "app" | "token" | "none";
  readonly freeze?: string;
  readonly extra?: string;
  readonly repositories?: readonly string[];
  readonly runbooks?: Readonly<Record<string, string>>;
};

export async function openFreezeScene(wish: FreezeWish = {}): Promise<FreezeScene> {
  await using stack = new AsyncDisposableStack();
  const { access = "app", repositories = [WEB, API] } = wish;
  const github = stack.use(await openFreezeGithub(repositories));
  const credentials = {
    app: {
      ...{ GITHUB_APP_ID: String(MUSTERS_APP), GITHUB_APP_PRIVATE_KEY: PRIVATE_KEY },
      GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
    },
    token: { GITHUB_TOKEN: USER_TOKEN, GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET },
    none: {},
  }[access];
  const scene = stack.use(
    await openScene({
      runbooks: wish.runbooks ?? {},
      settings: settings(repositories, wish),
      env: { ...credentials, GITHUB_API_URL: github.url, FREEZE_TOKEN },
    }),
  );
  const stop = stack.move();
  const { slack } = scene;
  const released = () => slack.said.filter(({ channel }) => channel === "C0RELEASES");
  const until: Scene["until"] = async (what, look) =>
    await scene.until(what, look).catch((error: unknown) => {
      const stands = github.world.repositories.map(({ pulls: _, suites: __, ...each }) => each);
      const wrote = github.wrote().map(({ operation, path, at }) => `${at} ${operation} ${path}`);
      const told = [String(error), JSON.stringify(stands), ...wrote.slice(-30)];
      throw new Error(told.join("\n"));
    });
  const checkOf = (repository: string, commit: string) =>
    github.world
      .repository(repository)
      .checks.findLast((each) => each.sha === commit && each.name === "muster/freeze");
  const event: FreezeScene["event"] = async (name, repository, body, id) =>
    await github.deliver(scene.muster.url, {
      ...{ event: name, ...(id && { id }) },
      body: { ...about(github, repository), ...body },
    });
  return {
    ...{ scene, github, until, checkOf, event },
    posts: () => released().filter(({ thread }) => !thread),
    threads: () =>
      released()
        .filter(({ thread }) => thread)
        .map(({ text, blocks }) => `${text} ${readable(blocks)}`)
        .join("\n"),
    concluded: async (repository, commit, conclusion) =>
      await until(`${commit} to be ${conclusion}`, () => {
        const found = checkOf(repository, commit);
        return found?.told["conclusion"] === conclusion && found;
      }),
    push: async (repository, pull, word) => {
      const before = pull.sha;
      pull.sha = sha(word);
      const body = { action: "synchronize", number: pull.number, before, after: pull.sha };
      await event("pull_request", repository, { ...body, pull_request: pullOf(repository, pull) });
    },
    forward: (ms) => {
      github.aheadMs += ms;
      scene.setAhead(github.aheadMs);
    },
    fill: async (user, fields) => {
      const blocks = (slack.views.at(-1)?.["blocks"] ?? []) as readonly Fields[];
      const ids = blocks.map(({ block_id: id }) => String(id));
      const named = Object.entries(fields).map(([name, value]) => [
        ids.find((id) => id === name) ?? ids.find((id) => id.includes(name)) ?? name,
        value,
      ]);
      return await scene.submit(user, Object.fromEntries(named) as Fields);
    },
    ask: async (query, token = FREEZE_TOKEN) => {
      const response = await fetch(`${scene.muster.url}/api/freeze?${query}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return { status: response.status, text: await response.text() };
    },
    [Symbol.asyncDispose]: async () => await stop.disposeAsync(),
  };
}

/** Declared, and approved by the other manager. */
export async function declare({ scene, until }: FreezeScene, line: string): Promise<void> {
  const { slack } = scene;
  const known = slack.said.length;
  await scene.command("U0BEA", `/freeze new ${line}`, "C0RELEASES");
  await until("a draft", () =>
    slack.said.slice(known).find(({ channel, blocks }) => {
      return channel === "DU0BEA" && /Declare/.test(readable(blocks));
    }),
  );
  await scene.click("U0BEA", "Declare", /^DU0BEA/);
  await scene.click("U0OLA", "Approve", /^DU0OLA.*Declare/s);
}

/** The announcement as it reads now. */
export const banner = ({ posts }: FreezeScene): string =>
  `${posts()[0]?.text} ${readable(posts()[0]?.blocks)}`;

export const pullOf = (repository: string, pull: Pull): Fields => ({
  ...{ number: pull.number, title: pull.title, state: pull.state, user: { login: pull.author } },
  html_url: `https://github.com/${repository}/pull/${pull.number}`,
  ...{ merged: pull.mergedBy !== undefined, merge_commit_sha: mergeOf(pull) },
  merged_by: pull.mergedBy ? { login: pull.mergedBy } : null,
  ...{ updated_at: new Date().toISOString(), draft: false, auto_merge: null },
  head: { sha: pull.sha, ref: `b${pull.number}`, repo: { full_name: repository } },
  base: { ref: pull.base, sha: sha("base"), repo: { full_name: repository } },
});

function about({ world }: FreezeGithub, name: string): Fields {
  const { id, defaultBranch, isPrivate } = world.repository(name);
  const [owner = ""] = name.split("/");
  return {
    repository: {
      ...{ id, full_name: name, name: name.split("/")[1], owner: { login: owner } },
      ...{ default_branch: defaultBranch, private: isPrivate },
    },
    ...{ sender: { login: "anna-dev", id: 1, type: "User" }, installation: { id: 77 } },
  };
}

/** What GitHub sends when somebody presses our button at a check. */
export const pressed = (
  pull: Pull,
  check: Check,
  {
    login,
    identifier = "freeze_exception",
  }: { readonly login: string; readonly identifier?: string },
): Fields => ({
  action: "requested_action",
  requested_action: { identifier },
  check_run: {
    ...{ id: check.id, name: check.name, head_sha: check.sha },
    ...{ external_id: check.told["external_id"] ?? "", status: "completed", conclusion: "failure" },
    app: { id: check.app },
    pull_requests: [
      { number: pull.number, head: { sha: pull.sha, ref: "b" }, base: { ref: pull.base } },
    ],
  },
  sender: { login, id: 2, type: "User" },
});

function settings(
  repositories: readonly string[],
  { freeze = "", extra = "" }: FreezeWish,
): string {
  return `
slack: { announce: incidents }
teams:
  payments: { title: Payments, on_call: [U0ANNA, U0PIOTR] }
default_team: payments
groups:
  release-managers: [U0BEA, U0OLA]
  payments-leads: [U0ANNA, U0PIOTR]
services: { checkout: { title: Checkout, team: payments, repositories: [${repositories.join(", ")}] } }
hooks: { generic: { auth: none } }
github:
  repositories: [${repositories.join(", ")}]
  people: { anna-dev: U0ANNA, piotr-dev: U0PIOTR, bea-dev: U0BEA }
freeze:
  channel: releases
  managers: [ "group:release-managers" ]
  approval: { need: 1 }
  tags: [ "refs/tags/v*" ]
  exceptions: { need: 2, from: [ "group:release-managers", "group:payments-leads" ], valid_for: 2h }
  token: \${FREEZE_TOKEN}
${freeze}
${extra}`;
}
