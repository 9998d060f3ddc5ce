// The shop's GitHub: deployments that run and take effect, workflows that do their work, refusals in its words.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse } from "yaml";
import type { Shop } from "../../../src/rehearsal/shop/types.ts";
import { github } from "./ask.ts";
import { handClock } from "./clock.ts";
import { openShop } from "./open-shop.ts";

const deployments = "/repos/shop/web/deployments";
const setFlag = "/repos/shop/web/actions/workflows/set-flag.yml";
const plain = { auto_merge: false, required_contexts: [] };

/** Newest first: `[sha, last state]` of the deployments to production. */
async function history(shop: Shop): Promise<readonly (readonly [string, string])[]> {
  const { body } = await github(shop, `${deployments}?environment=production`);
  const found = body as readonly { id: number; sha: string }[];
  return Promise.all(
    found.map(async ({ id, sha }) => {
      const statuses = await github(shop, `${deployments}/${id}/statuses`);
      return [sha, statuses.body[0]?.state] as const;
    }),
  );
}

describe("a deployment", () => {
  it("has a history: what succeeded, and what failed between", async () => {
    await using shop = await openShop();
    assert.deepEqual(
      (await history(shop)).map(([, state]) => state),
      ["success", "failure", "success", "success"],
    );
    assert.equal((await history(shop))[0]?.[0], shop.release()?.sha);
  });

  it("goes from nothing over pending and in_progress to success, and then that commit runs", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    const [, , previous] = await history(shop);
    const { status, body } = await github(shop, deployments, {
      body: { ...plain, ref: previous?.[0], task: "rollback", payload: { effect_id: "e-1" } },
    });
    assert.equal(status, 201);
    assert.deepEqual(body.payload, { effect_id: "e-1" });
    assert.equal(body.task, "rollback");
    const states = [];
    for (const seconds of [0, 1, 2, 9]) {
      clock.forward(seconds);
      const statuses = await github(shop, `${deployments}/${body.id}/statuses`);
      states.push(statuses.body.map(({ state }: { state: string }) => state));
    }
    assert.deepEqual(states, [
      [],
      ["pending"],
      ["in_progress", "pending"],
      ["success", "in_progress", "pending"],
    ]);
    assert.equal(shop.release()?.sha, previous?.[0]);
    const [listed] = (await github(shop, `${deployments}?task=rollback`)).body;
    assert.deepEqual(listed.payload, { effect_id: "e-1" });
  });

  it("is refused where the defaults would merge, or want every status green", async () => {
    await using shop = await openShop();
    const [, , previous] = await history(shop);
    const ask = async (wish: Record<string, unknown>) => {
      const { status, body } = await github(shop, deployments, { body: wish });
      return [status, body.message] as const;
    };
    const ref = previous?.[0] ?? "";
    const conflict = await ask({ ref });
    assert.deepEqual(conflict, [409, `Conflict merging main into ${ref}.`]);
    const red = await ask({ ref: "main" });
    assert.deepEqual(red, [409, "Conflict: Commit status checks failed for main."]);
    const merged = await ask({ ref: "topic/gift-cards", required_contexts: [] });
    assert.deepEqual(merged, [202, "Auto-merged main into topic/gift-cards on deployment."]);
    assert.deepEqual(await ask({ ...plain, ref: "nope" }), [422, "No ref found for: nope"]);
    assert.equal((await ask({ ...plain }))[0], 422);
    assert.equal(shop.log().filter(({ changed }) => changed).length, 0);
  });

  it("can be made although its answer is lost, and is found by its payload", async () => {
    await using shop = await openShop();
    shop.misbehave("lose-answer", 1);
    const body = { ...plain, ref: "main", payload: { effect_id: "e-2" } };
    await assert.rejects(github(shop, deployments, { body }));
    const [newest] = (await github(shop, deployments)).body;
    assert.deepEqual(newest.payload, { effect_id: "e-2" });
  });

  it("comes in pages", async () => {
    await using shop = await openShop();
    const { body, headers } = await github(shop, `${deployments}?per_page=2&page=2`);
    assert.equal(body.length, 2);
    assert.match(headers.get("link") ?? "", /page=3>; rel="next", <.*page=3>; rel="last"/);
  });
});

describe("a workflow", () => {
  const inputs = { flag: "reviews", state: "off", effect_id: "e-3" };

  it("sets the flag at the end of its run, which is found by its name after a moment", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    const { status, body } = await github(shop, `${setFlag}/dispatches`, {
      body: { ref: "main", inputs, return_run_details: true },
    });
    assert.equal(status, 200);
    const run = `/repos/shop/web/actions/runs/${body.workflow_run_id}`;
    assert.equal((await github(shop, run)).body.status, "queued");
    assert.equal((await github(shop, `${setFlag}/runs`)).body.total_count, 0);
    clock.forward(1);
    const query = "event=workflow_dispatch&created=%3E%3D2026-11-27T18:00:00Z";
    const [listed] = (await github(shop, `${setFlag}/runs?${query}`)).body.workflow_runs;
    assert.equal(listed.display_title, "reviews off in production (e-3)");
    assert.equal(shop.flags.read("reviews").isOn, true);
    clock.forward(7);
    const done = (await github(shop, run)).body;
    assert.deepEqual([done.status, done.conclusion], ["completed", "success"]);
    assert.equal(shop.flags.read("reviews").isOn, false);
  });

  it("answers 204 where no details are asked for", async () => {
    await using shop = await openShop();
    const { status, body } = await github(shop, `${setFlag}/dispatches`, {
      body: { ref: "main", inputs },
    });
    assert.deepEqual([status, body], [204, undefined]);
  });

  it("fails in its run when it cannot set the flag", async () => {
    const clock = handClock();
    await using shop = await openShop({ clock });
    await github(shop, `${setFlag}/dispatches`, {
      body: { ref: "main", inputs: { flag: "nope", state: "off" } },
    });
    clock.forward(8);
    assert.equal(shop.workflowRuns()[0]?.conclusion, "failure");
  });

  for (const [workflow, body, says] of [
    [
      "set-flag.yml",
      { ref: "main", inputs: { ...inputs, why: "x" } },
      /inputs provided: \["why"\]/,
    ],
    ["set-flag.yml", { ref: "main", inputs: { flag: "reviews" } }, /'state' not provided/],
    ["set-flag.yml", { ref: "main", inputs: { flag: "reviews", state: "of" } }, /'of' for input/],
    ["set-flag.yml", { ref: "gone", inputs }, /No ref found for: gone/],
    ["deploy.yml", { ref: "main" }, /does not have 'workflow_dispatch' trigger/],
    ["warm-caches.yml", { ref: "main" }, /disabled workflow/],
  ] as const) {
    it(`is refused with 422 when ${workflow} is sent ${JSON.stringify(body)}`, async () => {
      await using shop = await openShop();
      const path = `/repos/shop/web/actions/workflows/${workflow}/dispatches`;
      const answer = await github(shop, path, { body });
      assert.equal(answer.status, 422);
      assert.match(answer.body.message, says);
      assert.deepEqual(shop.workflowRuns(), []);
    });
  }
});

describe("a file of the repository", () => {
  it("says of a workflow what dispatching it takes, raw or wrapped", async () => {
    await using shop = await openShop();
    const path = "/repos/shop/web/contents/.github/workflows/set-flag.yml";
    const wrapped = (await github(shop, path)).body;
    const text = Buffer.from(wrapped.content, "base64").toString();
    const raw = await fetch(`${shop.githubUrl}${path}`, {
      headers: {
        authorization: `token ${shop.tokens.github}`,
        accept: "application/vnd.github.raw+json",
      },
    });
    assert.equal(await raw.text(), text);
    const file = parse(text);
    assert.deepEqual(file.on.workflow_dispatch.inputs.state, {
      required: true,
      type: "choice",
      options: ["on", "off"],
    });
    assert.match(file["run-name"], /inputs\.effect_id/);
    assert.equal((await github(shop, "/repos/shop/web/contents/README.md")).status, 404);
  });
});

describe("refusals of GitHub", () => {
  it("knows its caller, and hides the repository from nobody's", async () => {
    await using shop = await openShop();
    assert.equal((await github(shop, "/user")).body.login, "muster-bot");
    assert.equal((await github(shop, "/repos/shop/web")).body.permissions.push, true);
    assert.equal((await github(shop, "/repos/shop/other")).status, 404);
    const bad = await github(shop, "/user", { headers: { authorization: "Bearer nope" } });
    assert.deepEqual([bad.status, bad.body.message], [401, "Bad credentials"]);
    assert.equal((await fetch(`${shop.githubUrl}/repos/shop/web`)).status, 404);
    assert.equal((await fetch(`${shop.githubUrl}/user`)).status, 401);
  });

  it("names the permission that a reading token lacks", async () => {
    await using shop = await openShop();
    shop.hinder("read-only-tokens", true);
    const { status, body, headers } = await github(shop, deployments, {
      body: { ...plain, ref: "main" },
    });
    assert.equal(status, 403);
    assert.equal(body.message, "Resource not accessible by personal access token");
    assert.equal(headers.get("x-accepted-github-permissions"), "deployments=write");
    assert.equal((await github(shop, "/repos/shop/web")).body.permissions.push, false);
  });

  it("answers 503 to everything while it is down, and goes on afterwards", async () => {
    await using shop = await openShop();
    shop.hinder("github-down", true);
    assert.equal((await github(shop, deployments)).status, 503);
    assert.equal((await github(shop, "/rate_limit")).status, 503);
    shop.hinder("github-down", false);
    assert.equal((await github(shop, "/rate_limit")).body.rate.limit, 5000);
  });
});
