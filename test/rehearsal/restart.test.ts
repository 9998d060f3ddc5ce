// What a rehearsal keeps in its folder, and what it refuses to start with.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Rehearsal, startRehearsal } from "../../src/rehearsal/start-rehearsal.ts";
import { manifest } from "./page/manifest.ts";

describe("a rehearsal after a restart", () => {
  it("has the same tokens, ports, messages and routing", async () => {
    const dir = mkdtempSync(join(tmpdir(), "rehearsal-"));
    const open = (): Promise<Rehearsal> =>
      startRehearsal({ dir, host: "127.0.0.1", manifest, shopTickMs: 0 });
    let env: Rehearsal["env"];
    {
      await using first = await open();
      env = first.env;
      await first.slack.as("U0ANNA").say("C0GENERAL", "Still here?");
      first.shop.break("peak");
    }
    await using second = await open();
    assert.deepEqual(second.env, env);
    assert.equal(second.slack.state.messages("C0GENERAL").at(-1)?.text, "Still here?");
    assert.deepEqual(second.shop.broken(), ["peak"]);
    rmSync(dir, { recursive: true });
  });

  it("gives a rehearsal of an earlier version the tokens it lacks, and keeps the others", async () => {
    const dir = mkdtempSync(join(tmpdir(), "rehearsal-"));
    const file = join(dir, "rehearsal.json");
    const open = (): Promise<Rehearsal> =>
      startRehearsal({ dir, host: "127.0.0.1", manifest, shopTickMs: 0 });
    const earlier = await (async () => {
      await using first = await open();
      return first.env;
    })();
    const { unleashToken: _, githubToken: __, ...old } = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify(old));
    await using second = await open();
    assert.equal(second.env.SLACK_BOT_TOKEN, earlier.SLACK_BOT_TOKEN);
    assert.equal(second.env.LAUNCHDARKLY_TOKEN, earlier.LAUNCHDARKLY_TOKEN);
    assert.match(second.env.UNLEASH_TOKEN, /^user:[0-9a-f]{32}$/);
    assert.notEqual(second.env.UNLEASH_TOKEN, earlier.UNLEASH_TOKEN);
    rmSync(dir, { recursive: true });
  });

  it("refuses a manifest that is none, naming the place", async () => {
    const dir = mkdtempSync(join(tmpdir(), "rehearsal-"));
    const manifestWithoutScopes = { ...manifest, oauth_config: {} };
    await assert.rejects(
      startRehearsal({ dir, host: "127.0.0.1", manifest: manifestWithoutScopes }),
      /manifest\.yml.*oauth_config\.scopes/s,
    );
    rmSync(dir, { recursive: true });
  });
});
