// The workspace remembers itself over a restart, also one that comes in the middle of a line.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openStore } from "../../../src/rehearsal/slack/workspace/store.ts";
import { rehearse } from "./rehearse.ts";

test("channels, messages, pins, DMs and the Home tab survive a kill", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  const journalFile = join(folder, "slack.jsonl");
  let ids: { channel: string; ts: string; dm: string };
  {
    await using slack = await rehearse({ journalFile });
    const { channel } = await slack.client.conversations.create({ name: "inc-1" });
    const id = channel?.id ?? "";
    const { ts = "" } = await slack.client.chat.postMessage({ channel: id, text: "card" });
    await slack.client.pins.add({ channel: id, timestamp: ts });
    await slack.client.conversations.invite({ channel: id, users: "U0ANNA" });
    const { channel: dm = "" } = await slack.client.chat.postMessage({
      channel: "U0ANNA",
      text: "page",
    });
    await slack.client.views.publish({
      user_id: "U0ANNA",
      view: { type: "home", blocks: [{ type: "divider" }] },
    });
    ids = { channel: id, ts, dm };
    // What a kill leaves: the last answer's line is there before the answer, and half of the next one.
    assert.match(readFileSync(journalFile, "utf8"), /"homes"/);
  }
  appendFileSync(journalFile, '[["messages","C1","1.1",{"text":"ha');
  {
    await using slack = await rehearse({ journalFile });
    assert.deepEqual(slack.state.channel("inc-1")?.members, ["U0BOT", "U0ANNA"]);
    assert.equal(slack.state.message(ids.channel, ids.ts)?.text, "card");
    assert.deepEqual(
      slack.state.channel(ids.channel)?.pins.map(({ ts }) => ts),
      [ids.ts],
    );
    assert.deepEqual(
      slack.state.messages(ids.dm).map(({ text }) => text),
      ["page"],
    );
    assert.equal(slack.state.home("U0ANNA")?.content.blocks.length, 1);
    assert.equal(slack.state.channels.filter(({ name }) => name === "general").length, 1);
    const { ts = "" } = await slack.client.chat.postMessage({
      channel: ids.channel,
      text: "after",
    });
    assert.ok(Number(ts) > Number(ids.ts));
  }
  {
    await using slack = await rehearse({ journalFile });
    assert.equal(slack.state.messages(ids.channel).at(-1)?.text, "after");
  }
  rmSync(folder, { recursive: true });
});

test("what was answered before kill -9 is there after it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  const journalFile = join(folder, "slack.jsonl");
  const victim = spawn(process.execPath, [
    join(import.meta.dirname, "journal-victim.ts"),
    journalFile,
  ]);
  const [said] = (await once(victim.stdout, "data")) as [Buffer];
  victim.kill("SIGKILL");
  await once(victim, "exit");
  await using slack = await rehearse({ journalFile });
  const general = slack.state.channel("general")?.id ?? "";
  assert.equal(slack.state.message(general, said.toString().trim())?.text, "before the kill");
  rmSync(folder, { recursive: true });
});

test("a journal much longer than what it remembers is rewritten at the start", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  const journalFile = join(folder, "slack.jsonl");
  const row = { userId: "U0ANNA", channelId: "C1", reason: "dm" } as const;
  const lines = () => readFileSync(journalFile, "utf8").trim().split("\n").length;
  {
    using store = openStore(journalFile, assert.fail);
    for (let n = 1; n <= 1500; n += 1) {
      store.put("notifications", "U0ANNA", "one", { ...row, ts: `${n}` });
      await Promise.resolve();
    }
  }
  assert.equal(lines(), 1500);
  using store = openStore(journalFile, assert.fail);
  assert.equal(lines(), 1);
  assert.equal(store.get("notifications", "U0ANNA", "one")?.ts, "1500");
  rmSync(folder, { recursive: true });
});
