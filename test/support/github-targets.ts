// GitHub as runs reach it, with a little GitHub behind it whose every call is judged.
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { GithubAccess, GithubSettings } from "../../src/domain/github.ts";
import type { ForeignChange, ForeignRead } from "../../src/domain/runbook/state/change.ts";
import { openTargets } from "../../src/integrations/targets.ts";
import { type GithubPeerOptions, startGithubPeer } from "./github-peer.ts";

export const ID = "11111111-1111-8111-8111-111111111111";
export const WHERE = { repo: "shop/web", environment: "production" };
export const REDEPLOY: ForeignChange = {
  kind: "redeploy",
  ...WHERE,
  sha: "aaa111",
  replaces: "bbb222",
};
export const DISPATCH: ForeignChange = {
  ...{ kind: "dispatch", repo: "shop/web", workflow: "set-flag.yml", ref: "main" },
  inputs: { flag: "new-checkout", state: "off" },
};
export const TOKEN: GithubAccess = { kind: "token", token: "ghp_0123456789abcdefghij" };

export async function connectGithub(
  t: TestContext,
  options: GithubPeerOptions = {},
  settings: Partial<GithubSettings> = {},
) {
  const peer = await startGithubPeer(t, options);
  const targets = openTargets({
    connections: {},
    github: {
      ...{ access: TOKEN, apiUrl: peer.url, repositories: ["Shop/Web"], environments: null },
      ...settings,
    },
  });
  t.after(async () => {
    await targets[Symbol.asyncDispose]();
    assert.deepEqual(peer.faults, [], "GitHub's own description of its API");
  });
  return {
    peer,
    targets,
    send: async (change: ForeignChange) =>
      await targets.send(change, { effectId: ID, at: "production" }),
    read: async (read: ForeignRead) =>
      await targets.read(read, { idOf: () => ID, at: "production" }),
  };
}
