// A runbook that is edited, broken or deleted while it runs: the run goes on as it began, also in another life.
import assert from "node:assert/strict";
import { unlink, writeFile } from "node:fs/promises";
import { it } from "node:test";
import { click, command, expectEphemeral, expectMessage, find, seen } from "../support/people.ts";
import { post, until } from "../support/stage.ts";
import { openWorld, type World } from "../support/world.ts";

const runbook = (titles: readonly [string, string, string]) => `muster: 1
id: three
title: Three things
owner: group:payments-leads
steps:
  - {id: first, kind: manual, title: ${titles[0]}, timeout: 1h}
  - {id: second, kind: manual, title: ${titles[1]}, timeout: 1h}
  - {id: third, kind: manual, title: ${titles[2]}, timeout: 1h}
  - {id: done, kind: end, title: Over, outcome: success}
`;

const OLD = ["Look at the till", "Look at the queue", "Look at the mail"] as const;

it("a run goes on as it began, whatever becomes of its file and of the program", async () => {
  await using world = await openWorld({
    runbooks: { "three.yml": runbook(OLD) },
    config: (text) => text.replace(/^.*runbook: .*$/m, ""),
  });
  const { slack } = world;
  const alert = { name: "PaymentAuthRateDrop" };
  await post(`${world.muster.url}/hooks/alertmanager`, alert, new Date());
  const card = await expectMessage(slack, /^inc-1-/, "Acknowledge");
  const { name: room = "" } = slack.state.channel(card.channelId) ?? {};
  await command(slack, "anna", "/runbook run three", room);
  const run = await expectMessage(slack, room, OLD[0]);
  const file = `${world.runbooks}/three.yml`;

  // Edited: its second step is another one now, and there is no third.
  await writeFile(
    file,
    runbook(["Sleep", "Wake up", "Eat"]).replace(/^ {2}- \{id: third.*\n/m, ""),
  );
  await logged(world, "runbook loaded");
  await click(slack, "anna", run, "Done");
  await current(world, OLD[1]);

  // Broken, and met so by a new life.
  await writeFile(file, "muster: 1\nid: three\nsteps: nothing\n");
  await world.restart();
  await click(slack, "anna", run, "Done");
  await current(world, OLD[2]);

  // Gone: nobody can start it, and the run ends as it would have.
  await unlink(file);
  await world.restart();
  await command(slack, "anna", "/runbook run three", room);
  await expectEphemeral(slack, "anna", /no runbook/);
  await click(slack, "anna", run, "Done");
  await until(async () => {
    const rows = await world.sql<{ outcome: string }[]>`
      select state ->> 'outcome' as outcome from runs`;
    return rows.length === 1 && rows[0]?.outcome === "success";
  }, "the only run to be done");
  assert.deepEqual(find(slack, room, /Sleep|Wake up|Eat/), []);
});

async function logged({ muster }: World, text: string): Promise<void> {
  const before = muster.log.filter((line) => line.includes(text)).length;
  await until(
    () => muster.log.filter((line) => line.includes(text)).length > before,
    `the log to say ${text} once more`,
  );
}

async function current({ slack, sql }: World, title: string): Promise<void> {
  await until(async () => {
    const [row] = await sql<{ title: string }[]>`
      select step ->> 'title' as title from runs, jsonb_array_elements(state -> 'steps') as step
      where step ->> 'id' = state ->> 'cursor'`;
    return row?.title === title;
  }, `the run to be at "${title}"`);
  await seen(slack, "its message", () => find(slack, /^inc-1-/, `*${title}*`).at(0));
}
