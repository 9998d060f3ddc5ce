// Modals: triggers, limits, hashes, stacks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { listenAsApp } from "./listen-as-app.ts";
import { manualClock } from "./manual-clock.ts";
import { errorOf, rehearse } from "./rehearse.ts";

const modal = {
  type: "modal" as const,
  title: { type: "plain_text" as const, text: "Title" },
  blocks: [{ type: "divider" as const }],
};

test("a trigger opens one modal within three seconds", async () => {
  const clock = manualClock();
  await using slack = await rehearse({ clock });
  await using app = await listenAsApp(slack);
  const general = slack.state.channel("general")?.id ?? "";
  const anna = slack.as("U0ANNA");
  const open = (trigger_id: string, view: object = modal) =>
    errorOf(slack.client.views.open({ trigger_id, view: view as never }));

  await anna.command(general, "/incident", "");
  const first = app.fields()["trigger_id"] ?? "";
  assert.equal(
    await open(first, { ...modal, title: { type: "plain_text", text: "x".repeat(25) } }),
    "invalid_arguments",
  );
  assert.equal(await open(first), "none", "a refused view does not use the trigger up");
  assert.equal(await open(first), "exchanged_trigger_id");
  await anna.command(general, "/incident", "");
  clock.forward(4);
  assert.equal(await open(app.fields()["trigger_id"] ?? ""), "expired_trigger_id");
  assert.equal(await open("1.2.abc"), "invalid_trigger_id");
});

test("views are judged, updated by hash, and stacked three high", async () => {
  await using slack = await rehearse();
  await using app = await listenAsApp(slack);
  const { client } = slack;
  const anna = slack.as("U0ANNA");
  const trigger = async () => {
    await anna.globalShortcut("declare");
    return (JSON.parse(app.fields()["payload"] ?? "{}") as { trigger_id: string }).trigger_id;
  };
  const input = {
    type: "input" as const,
    label: { type: "plain_text" as const, text: "Why" },
    element: { type: "plain_text_input" as const, action_id: "why" },
  };
  const refused = await client.views
    .open({ trigger_id: await trigger(), view: { ...modal, blocks: [input] } })
    .catch((error) => error.data);
  assert.deepEqual(refused.response_metadata.messages, [
    "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]",
  ]);
  const wrong = { ...modal, private_metadata: "x".repeat(3001) };
  assert.equal(
    await errorOf(client.views.open({ trigger_id: await trigger(), view: wrong })),
    "invalid_arguments",
  );
  const button = {
    type: "actions" as const,
    elements: [
      {
        type: "button" as const,
        action_id: "more",
        text: { type: "plain_text" as const, text: "More" },
      },
    ],
  };
  const { view } = await client.views.open({
    trigger_id: await trigger(),
    view: { ...modal, blocks: [button], external_id: "one" },
  });
  const update = (hash: string | undefined) =>
    errorOf(
      client.views.update({
        view_id: view?.id ?? "",
        view: { ...modal, blocks: [button] },
        ...(hash === undefined ? {} : { hash }),
      }),
    );
  assert.equal(await update(view?.hash), "none");
  assert.equal(await update(view?.hash), "hash_conflict");
  assert.equal(await errorOf(client.views.update({ view_id: "V0NONE", view: modal })), "not_found");
  for (const expected of ["none", "none", "push_limit_reached"]) {
    await anna.clickInView(slack.state.views("U0ANNA").at(-1)?.id ?? "", { actionId: "more" });
    const { trigger_id } = JSON.parse(app.fields()["payload"] ?? "{}") as { trigger_id: string };
    assert.equal(
      await errorOf(client.views.push({ trigger_id, view: { ...modal, blocks: [button] } })),
      expected,
    );
  }
  assert.equal(slack.state.views("U0ANNA").length, 3);
});
