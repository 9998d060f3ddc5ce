// Three days before Black Friday: the board comes by itself, owners say how it stands, go in spite of what is open.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Stage, setStage, until, userId } from "../support/stage.ts";

/** Ten minutes before the board is due: the campaign begins on the 27th at midnight in Warsaw. */
const AT = new Date("2026-11-23T22:50:00Z");
const BOARD = "Readiness for Black Friday";

const boards = ({ slack, channelId }: Stage) =>
  slack.state.messages(channelId("releases")).filter(({ text }) => text.startsWith(BOARD));

/** The form on top for this person, once it is another than before. */
async function form(stage: Stage, user: string, title: string) {
  const top = () => stage.slack.state.views(userId(stage, user)).at(-1);
  await until(() => JSON.stringify(top()?.content ?? "").includes(title), `a form ${title}`);
  const view = top();
  assert.ok(view);
  return view;
}

async function submit(
  stage: Stage,
  user: string,
  title: string,
  values: Parameters<ReturnType<Stage["slack"]["as"]>["submitView"]>[1],
) {
  const { id } = await form(stage, user, title);
  const outcome = await stage.slack.as(userId(stage, user)).submitView(id, values);
  assert.ok(outcome.ok, JSON.stringify(outcome));
}

describe("readiness for a campaign", () => {
  it("from the board that comes by itself to a decision in spite of what is open", async () => {
    await using stage = await setStage({ at: AT });
    await stage.clock.forward(11 * 60_000);
    const board = await stage.expectMessage("releases", BOARD);
    assert.match(JSON.stringify(board.blocks), /Freeze declared.*shop\/checkout: no freeze from/);
    assert.match(JSON.stringify(board.blocks), /A drill of each runbook passed.*no drill of it/);

    await stage.click("marek", board, "Say how it stands…");
    await stage.expectEphemeral(
      "marek",
      /Only .*the group payments-leads.*can say how this stands/,
    );

    await stage.click("anna", board, "Say how it stands…");
    const said = await form(stage, "anna", "How it stands");
    assert.match(JSON.stringify(said.content), /Limits of gateways/);
    assert.doesNotMatch(JSON.stringify(said.content), /CDN pre-warmed/);
    const bare = { item: "limits", state: "waived" };
    const refused = await stage.slack.as(userId(stage, "anna")).submitView(said.id, bare);
    assert.match(JSON.stringify(refused), /Say why the campaign can do without it/);
    await submit(stage, "anna", "How it stands", {
      item: "limits",
      state: "ready",
      evidence: "https://payu.example/limits",
    });
    await stage.expectMessage("releases", /✅ Limits of gateways.*payu\.example\/limits/);

    await stage.click("ola", board, "No-go…");
    await submit(stage, "ola", "Vote no-go", { note: "No load test yet" });
    await stage.expectMessage("releases", /\*No-go:\* .*No load test yet/);

    await stage.click("anna", board, "Decide…");
    await stage.expectEphemeral(
      "anna",
      /Only the group release-managers or the group managers can/,
    );
    await stage.click("bea", board, "Decide…");
    await submit(stage, "bea", "Decide go or no-go", { decision: "go" });
    await submit(stage, "bea", "Go all the same?", { note: "The contract is signed" });
    await stage.expectMessage("releases", /\*Go\*, decided by bea.*in spite of \d+ open items/);

    await stage.stopMuster();
    await stage.restartMuster();
    await stage.clock.forward(10 * 60_000);
    await stage.command("ola", "/freeze readiness black friday");
    await stage.expectEphemeral("ola", /The board of Black Friday is in #releases/);
    assert.equal(boards(stage).length, 1);
    const page = await fetch(`${stage.muster.url}/readiness/black-friday`);
    assert.match(await page.text(), /The contract is signed/);
  });

  it("a freeze that is declared turns its item green by itself", async () => {
    await using stage = await setStage({ at: AT });
    await stage.command("bea", "/freeze readiness");
    const board = await stage.expectMessage("releases", /❌ \*Freeze declared\*/);
    await stage.command(
      "bea",
      "/freeze new 2026-11-24T09:00 2026-12-01T09:00 shop/web,shop/checkout Black Friday",
    );
    const draft = await stage.expectDm("bea", "Declare");
    await stage.click("bea", draft, "Declare");
    const vote = await stage.expectDm("ola", "Approve");
    await stage.click("ola", vote, "Approve");
    await stage.expectMessage("releases", "Code freeze FRZ-1");
    await stage.clock.forward(6 * 60_000);
    const green = await stage.expectMessage("releases", /✅ Freeze declared/);
    assert.equal(green.ts, board.ts);
  });

  it("a campaign that is misspelt is asked back", async () => {
    await using stage = await setStage({ at: AT });
    await stage.command("bea", "/freeze readiness blakc-friday");
    await stage.expectEphemeral("bea", /no campaign blakc-friday.*Did you mean black-friday/);
  });
});
