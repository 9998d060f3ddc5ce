// manifest.yml is what Slack takes, and names only what is built.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { parse } from "yaml";
import { SHORTCUTS } from "../../src/slack/ids.ts";

type Manifest = {
  display_information: { name: string; description: string };
  features: {
    shortcuts: { name: string; type: string; callback_id: string; description: string }[];
    slash_commands: { command: string; description: string; should_escape: boolean; url: string }[];
  };
  oauth_config: { scopes: { bot: string[]; bot_optional: string[] } };
  settings: {
    event_subscriptions: { request_url: string; bot_events: string[] };
    interactivity: { is_enabled: boolean; request_url: string };
  };
};

const text = await readFile(new URL("../../manifest.yml", import.meta.url), "utf8");
const manifest = parse(text) as Manifest;

describe("manifest.yml", () => {
  it("stays within Slack's limits", () => {
    const { display_information: shown, features } = manifest;
    assert.ok(shown.name.length <= 35);
    assert.ok(shown.description.length <= 140);
    assert.ok(features.shortcuts.length <= 10);
    for (const { name, description } of features.shortcuts) {
      assert.ok(name.length <= 24, name);
      assert.ok(description.length <= 150, description);
    }
    for (const { command, description } of features.slash_commands) {
      assert.match(command, /^\/[a-z0-9_-]{1,31}$/);
      assert.ok(description.length <= 2_000);
    }
  });

  it("offers the shortcuts that are answered, and commands that escape what is named in them", () => {
    const { shortcuts, slash_commands: commands } = manifest.features;
    assert.deepEqual(
      shortcuts.map((shortcut) => shortcut.callback_id).sort(),
      Object.values(SHORTCUTS).sort(),
    );
    assert.deepEqual(
      commands.map(({ command }) => command),
      ["/incident", "/runbook", "/freeze", "/oncall"],
    );
    assert.ok(commands.every(({ should_escape }) => should_escape));
  });

  it("sends everything to one address", () => {
    const { event_subscriptions: events, interactivity } = manifest.settings;
    const urls = [
      ...manifest.features.slash_commands.map(({ url }) => url),
      events.request_url,
      interactivity.request_url,
    ];
    assert.deepEqual([...new Set(urls)], ["https://HOST/slack/events"]);
  });

  it("asks for no scope twice", () => {
    const { bot, bot_optional } = manifest.oauth_config.scopes;
    const all = [...bot, ...bot_optional];
    assert.equal(new Set(all).size, all.length);
  });
});
