// The page over HTTP: what it serves, whom it lets in, what people see and do through it.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Update } from "../../../src/rehearsal/page/wire.ts";
import { openPage, type Page, perform, watch } from "./open-page.ts";

function get(page: Page, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: page.port, host: "127.0.0.1", path, headers }, (res) => {
      res.resume();
      resolve(res.statusCode ?? 0);
    });
    asked.on("error", reject).end();
  });
}

describe("the rehearsal page", () => {
  const dir = mkdtempSync(join(tmpdir(), "page-"));
  let page: Page;
  before(async () => {
    page = await openPage(dir);
  });
  after(async () => {
    await page[Symbol.asyncDispose]();
    rmSync(dir, { recursive: true });
  });

  it("serves every module the client imports, as JavaScript", async () => {
    const shell = await (await fetch(page.url)).text();
    const { imports } = JSON.parse(
      /<script type="importmap"[^>]*>(.*?)<\/script>/.exec(shell)?.[1] ?? "",
    );
    const served = new Set<string>();
    const load = async (path: string): Promise<void> => {
      if (served.has(path)) return;
      served.add(path);
      const response = await fetch(page.url + path);
      assert.equal(response.status, 200, path);
      assert.match(response.headers.get("content-type") ?? "", /javascript/, path);
      const source = await response.text();
      if (path.startsWith("/rehearsal/library/")) return;
      const names = [...source.matchAll(/\bfrom "([^"]+)"/g)].map((match) => match[1] ?? "");
      await Promise.all(
        names.map((name) => load(imports[name] ?? new URL(name, page.url + path).pathname)),
      );
    };
    await load("/rehearsal/client/app.ts");
    const client = new URL("../../../src/rehearsal/page/client/", import.meta.url);
    const written = readdirSync(client, { recursive: true }).filter((name) =>
      String(name).endsWith(".ts"),
    );
    const loaded = [...served].filter((path) => path.startsWith("/rehearsal/client/"));
    assert.equal(loaded.length, written.length, "a client file is never imported");
  });

  for (const path of [
    "/rehearsal/client/../create-page.ts",
    "/rehearsal/client/..%2fcreate-page.ts",
    "/rehearsal/library/fastify",
    "/rehearsal/files/F0",
    "/elsewhere",
  ]) {
    it(`does not serve ${path}`, async () => {
      assert.equal(await get(page, path, { host: `127.0.0.1:${page.port}` }), 404);
    });
  }

  it("refuses a foreign Host, so that no other name can be pointed at it", async () => {
    assert.equal(await get(page, "/", { host: "evil.example" }), 403);
    assert.equal(await get(page, "/rehearsal/events", { host: `evil.example:${page.port}` }), 403);
    assert.equal(await get(page, "/", { host: `localhost:${page.port}` }), 200);
  });

  for (const [name, headers] of [
    ["another site's page", { origin: "https://evil.example", "content-type": "application/json" }],
    ["a plain form", { "content-type": "text/plain" }],
  ] as const) {
    it(`refuses an act posted by ${name}`, async () => {
      const body = JSON.stringify({ as: "U0ANNA", act: { do: "break", trouble: "stripe" } });
      const response = await fetch(`${page.url}/rehearsal/act`, { method: "POST", headers, body });
      assert.equal(response.status, 403);
      assert.equal(page.rehearsal.shop.isBroken("stripe"), false);
    });
  }

  it("says what is wrong with an act it does not know", async () => {
    const response = await fetch(`${page.url}/rehearsal/act`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"as":"U0ANNA","act":{"do":"dance"}}',
    });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /act\.do/);
  });

  it("shows a person everything they can see, and nothing else", async () => {
    await perform(page, "U0OLA", { do: "open-dm", userId: "U0MAREK" });
    await using anna = await watch(page, "U0ANNA");
    const snapshot = await anna.snapshot();
    assert.equal(snapshot.me, "U0ANNA");
    assert.deepEqual(snapshot.channels.map(({ name }) => name).sort(), [
      "general",
      "incidents",
      "payments",
      "releases",
    ]);
    assert.ok(snapshot.app.commands.some(({ name }) => name === "/incident"));
    await using ola = await watch(page, "U0OLA");
    assert.ok((await ola.snapshot()).channels.some(({ kind }) => kind === "im"));
  });

  it("tells an open page of a new message, its edit and who is called by it", async () => {
    await using bea = await watch(page, "U0BEA");
    const posted = await page.slack.chat.postMessage({
      channel: "C0RELEASES",
      text: "Hi <@U0BEA>",
    });
    const message = await bea.next(
      (update): update is Extract<Update, { kind: "message" }> => update.kind === "message",
    );
    assert.equal(message.message.text, "Hi <@U0BEA>");
    const call = await bea.next(
      (update): update is Extract<Update, { kind: "notification" }> =>
        update.kind === "notification",
    );
    assert.equal(call.notification.userId, "U0BEA");
    await page.slack.chat.update({ channel: "C0RELEASES", ts: posted.ts ?? "", text: "Bye" });
    const edited = await bea.next(
      (update): update is Extract<Update, { kind: "message" }> =>
        update.kind === "message" && update.message.version > 1,
    );
    assert.equal(edited.message.text, "Bye");
  });

  it("brings the whole past of a private channel to someone just invited", async () => {
    const anna = page.rehearsal.slack.as("U0ANNA");
    const room = await anna.createChannel("quiet-room", true);
    await anna.say(room.id, "Before you came");
    await using marek = await watch(page, "U0MAREK");
    const before = await marek.snapshot(0);
    assert.ok(before.channels.every(({ id }) => id !== room.id));
    await anna.invite(room.id, "U0MAREK");
    const later = await marek.snapshot(1);
    assert.ok(later.messages.some(({ text }) => text === "Before you came"));
  });

  it("breaks and heals the shop, and makes Slack misbehave", async () => {
    await perform(page, "U0ANNA", { do: "break", trouble: "stripe" });
    assert.ok(page.rehearsal.shop.isBroken("stripe"));
    await perform(page, "U0ANNA", { do: "heal" });
    assert.deepEqual(page.rehearsal.shop.broken(), []);
    const fault = { kind: "fail", status: 500, times: 1 } as const;
    await perform(page, "U0ANNA", { do: "slack-fault", fault });
    await assert.rejects(page.slack.auth.test());
    assert.equal((await page.slack.auth.test()).ok, true);
  });

  it("sets flags by hand, hinders whoever changes them, and tells open pages of it", async () => {
    const { shop } = page.rehearsal;
    await using anna = await watch(page, "U0ANNA");
    const { situation } = await anna.snapshot();
    assert.deepEqual(
      situation.flags.map(({ name, isOn }) => [name, isOn]),
      [
        ["recommendations", true],
        ["reviews", true],
        ["shop-read-only", false],
        ["maintenance-mode", false],
        ["new-checkout", false],
      ],
    );
    assert.equal(situation.release?.tag, shop.release()?.tag);
    await perform(page, "U0ANNA", { do: "set-flag", flag: "reviews", isOn: false });
    await perform(page, "U0ANNA", { do: "hinder", hindrance: "github-down", isOn: true });
    await shop.tick(0.25);
    await shop.tick(0.25);
    const told = await anna.next(
      (update): update is Extract<Update, { kind: "situation" }> => update.kind === "situation",
    );
    assert.deepEqual(told.situation.hindrances, ["github-down"]);
    assert.equal(told.situation.flags[1]?.isOn, false);
    assert.match(
      told.situation.events.map(({ text }) => text).join("\n"),
      /reviews is off, by hand/,
    );
    await perform(page, "U0ANNA", { do: "hinder", hindrance: "github-down", isOn: false });
    assert.deepEqual(shop.hindered(), []);
    const unknown = await perform(page, "U0ANNA", { do: "set-flag", flag: "nope", isOn: true });
    assert.match(unknown.ok ? "" : unknown.shown, /no flag "nope"; there are recommendations/);
  });

  it("explains why an act is not possible", async () => {
    const result = await perform(page, "U0ANNA", {
      do: "command",
      channelId: "C0GENERAL",
      name: "/nonsense",
      text: "",
    });
    assert.equal(result.ok, false);
    assert.match(result.ok ? "" : result.shown, /nonsense/);
  });
});
