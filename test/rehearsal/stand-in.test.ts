// What of the rehearsal stands in for a user's own settings, and what never does.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { standIn } from "../../src/start-rehearsal.ts";

const sample = {
  SLACK_BOT_TOKEN: "xoxb-sample",
  SLACK_SIGNING_SECRET: "sample-secret",
  SLACK_API_URL: "http://127.0.0.1:1/api/",
  SHOP_URL: "http://127.0.0.1:2",
  UNLEASH_TOKEN: "user:sample",
  LAUNCHDARKLY_TOKEN: "api-sample",
  GITHUB_APP_ID: "441107",
  GITHUB_APP_PRIVATE_KEY: "sample",
  GITHUB_API_URL: "http://127.0.0.1:2/api/v3",
  GITHUB_WEBHOOK_SECRET: "sample",
};

describe("the rehearsal's settings", () => {
  it("stand in where the user has none, an empty one counting as none", () => {
    assert.deepEqual(standIn({ UNLEASH_TOKEN: "", PORT: "3001" }, sample), {
      ...sample,
      PORT: "3001",
    });
  });

  it("leave the user's shop and tokens alone", () => {
    const own = { SHOP_URL: "https://shop.test", UNLEASH_TOKEN: "user:own" };
    assert.deepEqual(standIn(own, sample), { ...sample, ...own });
  });

  for (const own of [
    { GITHUB_TOKEN: "own" },
    { GITHUB_APP_ID: "7" },
    { GITHUB_WEBHOOK_SECRET: "own" },
  ]) {
    it(`never send the user's ${Object.keys(own)} to the sample's GitHub`, () => {
      const env = standIn(own, sample);
      const others = Object.entries(sample).filter(([name]) => !name.startsWith("GITHUB_"));
      assert.deepEqual(env, { ...Object.fromEntries(others), ...own });
    });
  }

  it("are none where Slack is connected", () => {
    const env = { SLACK_BOT_TOKEN: "xoxb-own" };
    assert.deepEqual(standIn(env, undefined), env);
  });

  it("are those of the workspace for Slack in any case", () => {
    const env = standIn({ SLACK_APP_TOKEN: "xapp-own", SLACK_API_URL: "https://x.test" }, sample);
    assert.deepEqual(env, sample);
  });
});
