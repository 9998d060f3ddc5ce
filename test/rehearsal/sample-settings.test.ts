// The sample muster.yml against the sample shop, through Muster's own connections: all of it works.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { readConfig } from "../../src/config/read-config.ts";
import { targetSettings } from "../../src/config/target-settings.ts";
import type { Dispatch, FlagChange, Redeployment } from "../../src/domain/runbook/state/change.ts";
import type { ConnectionUse } from "../../src/domain/runbook/state/intent.ts";
import { lookAtUses } from "../../src/integrations/preflight/look-at-uses.ts";
import { openTargets } from "../../src/integrations/targets.ts";
import type { Hindrance } from "../../src/rehearsal/shop/types.ts";
import { startRehearsal } from "../../src/rehearsal/start-rehearsal.ts";
import { manifest } from "./page/manifest.ts";
import { handClock } from "./shop/clock.ts";

async function openSample() {
  await using opened = new AsyncDisposableStack();
  const dir = mkdtempSync(join(tmpdir(), "sample-"));
  opened.defer(() => rmSync(dir, { recursive: true }));
  const clock = handClock();
  const { shop, env } = opened.use(
    await startRehearsal({ dir, host: "127.0.0.1", manifest, clock, shopTickMs: 0 }),
  );
  const read = await readConfig(env, process.cwd());
  assert.ok(read.ok, JSON.stringify(read));
  const targets = opened.use(openTargets(targetSettings(read.config)));
  const held = opened.move();
  return { shop, clock, targets, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

type Sample = Awaited<ReturnType<typeof openSample>>;

const effect = { step: "s", direction: "do", generation: 0 } as const;
const effectId = "11111111-2222-4333-8444-555555555555";

const send = ({ targets }: Sample, change: FlagChange | Redeployment | Dispatch) =>
  targets.send(change, { effectId, at: "production" });

const readBack = ({ targets }: Sample, read: Parameters<Sample["targets"]["read"]>[0]) =>
  targets.read(read, { idOf: () => effectId, at: "production" });

const flag = (connection: string, set: FlagChange["set"], name = "new-checkout"): FlagChange => ({
  ...{ kind: "flag", connection, project: "shop", env: "production", flag: name, set },
});

const repo = "shop/web";
const uses: readonly ConnectionUse[] = [
  ...["routing-admin", "edge-admin", "shop-admin", "shop-public"].map((connection) => ({
    ...({ kind: "http", connection, steps: ["a"] } as const),
  })),
  { kind: "prometheus", connection: "prod", steps: ["a"] },
  ...["unleash", "launchdarkly"].map((connection) => ({
    ...({ kind: "flag", connection, project: "shop", env: "production" } as const),
    ...{ flag: "reviews", steps: ["b"] },
  })),
  { kind: "redeploy", repo, environment: "production", steps: ["c"] },
  { kind: "dispatch", repo, workflow: "set-flag.yml", steps: ["d"] },
];

const look = async ({ targets }: Sample) =>
  (await lookAtUses(targets, uses, { isDrill: false })).map(
    ({ connection, message }) => `${connection}: ${message}`,
  );

describe("the sample settings", () => {
  it("leave nothing to find before a run", async () => {
    await using sample = await openSample();
    assert.deepEqual(await look(sample), []);
  });

  for (const [hindrance, expected] of [
    [
      "change-requests",
      [/^unleash: Change requests are on/, /^launchdarkly: Approvals are required/],
    ],
    [
      "read-only-tokens",
      [/^unleash: /, /^launchdarkly: .*only read/, /^GitHub: .*deployments: write/],
    ],
    ["github-down", [/^GitHub: .*503/s]],
  ] as const) {
    it(`let the look before a run find ${hindrance}`, async () => {
      await using sample = await openSample();
      sample.shop.hinder(hindrance satisfies Hindrance, true);
      const found = await look(sample);
      for (const pattern of expected) {
        assert.ok(
          found.some((text) => pattern.test(text)),
          found.join("\n"),
        );
      }
    });
  }

  for (const connection of ["unleash", "launchdarkly"]) {
    it(`switch flags and variations through ${connection}`, async () => {
      await using sample = await openSample();
      sample.shop.break("flag");
      const state = { kind: "flag-state", connection, project: "shop" } as const;
      const read = () =>
        readBack(sample, { ...state, env: "production", flag: "new-checkout" }).then((answer) =>
          answer.ok ? answer.json : answer.message,
        );
      assert.deepEqual(await read(), { state: "on", variation: "one-page" });
      assert.equal((await send(sample, flag(connection, "off"))).status, 200);
      assert.deepEqual(await read(), { state: "off", variation: "one-page" });
      assert.equal((await send(sample, flag(connection, { variation: "classic" }))).status, 200);
      assert.equal((await send(sample, flag(connection, "on"))).status, 200);
      assert.deepEqual(await read(), { state: "on", variation: "classic" });
      assert.deepEqual(sample.shop.flags.read("new-checkout"), {
        isOn: true,
        variation: "classic",
      });
    });
  }

  it("redeploy the release before, which then runs", async () => {
    await using sample = await openSample();
    const { shop, clock } = sample;
    const good = shop.release()?.sha ?? "";
    shop.break("release");
    const place = { repo, environment: "production" };
    const releases = async () => {
      const answer = await readBack(sample, { kind: "deployments", ...place });
      assert.ok(answer.ok);
      const { current, previous } = answer.json as Record<string, { sha: string }>;
      return [current?.sha, previous?.sha];
    };
    const bad = shop.release()?.sha ?? "";
    assert.deepEqual(await releases(), [bad, good]);
    const made = await send(sample, { kind: "redeploy", ...place, sha: good, replaces: bad });
    assert.equal(made.status, 201);
    const state = async () => {
      const answer = await readBack(sample, { kind: "deployment", ...place, effect });
      return answer.ok ? (answer.json as { state: string }).state : answer.message;
    };
    assert.equal(await state(), "pending");
    clock.forward(12);
    assert.equal(await state(), "success");
    assert.deepEqual(await releases(), [good, bad]);
    assert.equal(shop.release()?.sha, good);
  });

  it("set a flag by a workflow and find its run", async () => {
    await using sample = await openSample();
    const { shop, clock } = sample;
    const workflow = { repo, workflow: "set-flag.yml" };
    const inputs = { flag: "reviews", state: "off" };
    const sent = await send(sample, { kind: "dispatch", ...workflow, ref: "main", inputs });
    assert.equal(sent.status, 200);
    const state = async () => {
      const answer = await readBack(sample, { kind: "workflow-run", ...workflow, effect });
      return answer.ok ? (answer.json as { state: string }).state : answer.message;
    };
    assert.equal(await state(), "absent");
    clock.forward(1);
    assert.equal(await state(), "pending");
    clock.forward(7);
    assert.equal(await state(), "success");
    assert.equal(shop.flags.read("reviews").isOn, false);
  });
});
