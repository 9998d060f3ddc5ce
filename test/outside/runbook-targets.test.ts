// What reaches Unleash, LaunchDarkly and an HTTP service, what a redirect does, and where secrets do not go.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answerAsFlags } from "./flag-peers.ts";
import type { Heard, Reply } from "./foreign-peer.ts";
import { openScene, readable, type Scene, SECRETS } from "./scene.ts";

const FLAG =
  "connection: unleash, project: shop, env: production, flag: new checkout/1, undo: auto";
const OTHER =
  "connection: launchdarkly, project: shop, env: production, flag: checkout, undo: auto";
const PUT = "kind: http, connection: routing-admin, method: PUT, repeat: safe, irreversible: x";

const RUNBOOK = `
muster: 1
id: targets
title: Targets
owner: group:web-leads
metrics: { load: { prometheus: prod, promql: load } }
steps:
  - { id: off, kind: flag, title: Off, ${FLAG}, set: "off", verify: { flag_state: "off", within: 20s } }
  - { id: blue, kind: flag, title: Blue, ${FLAG}, set: { variation: blue } }
  - { id: away, kind: flag, title: Away, ${OTHER}, set: "off", verify: { flag_state: "off", within: 20s } }
  - { id: green, kind: flag, title: Green, ${OTHER}, set: { variation: Blue } }
  - { id: leaky, ${PUT}, title: Leaky, path: /leak, outputs: { t: { pointer: /token, type: string } }, rehearse: { t: x } }
  - { id: refused, ${PUT}, title: "Refused {{ steps.leaky.output.t }}", path: /refuse, on_fail: next }
  - { id: moved, ${PUT}, title: Moved, path: /moved, on_fail: next }
  - { id: look, kind: check, title: Load, pass: load < 5, on_fail: ask, on_unknown: next }
  - { id: silent, kind: http, title: Silent, connection: routing-admin, method: POST, path: /silent, repeat: never, irreversible: x }
`;

const basic = Buffer.from(`muster:${SECRETS.PROM_PASSWORD}`).toString("base64");

const CREDENTIALS: Readonly<Record<string, string>> = {
  unleash: SECRETS.UNLEASH_TOKEN,
  ld: SECRETS.LD_TOKEN,
  prom: `Basic ${basic}`,
  routing: `Bearer ${SECRETS.ROUTING_TOKEN}`,
};

const credentialOf = (path: string): string | undefined => CREDENTIALS[path.split("/")[1] ?? ""];

/** A service that says more than it should. */
function answer({ path, headers }: Heard): Reply | undefined {
  const error = `no right for ${headers["authorization"]}`;
  switch (path) {
    case "/routing":
      return { json: {} };
    case "/routing/leak":
      return { json: { token: SECRETS.ROUTING_TOKEN, all: headers } };
    case "/routing/refuse":
      return { status: 422, json: { message: error } };
    case "/routing/moved":
      return { status: 307, headers: { location: "/routing/elsewhere" }, json: { message: error } };
    case "/routing/silent":
      return { isSilent: true };
    case "/prom/api/v1/query":
      return { status: 403, json: { status: "error", errorType: "forbidden", error } };
    default:
      return undefined;
  }
}

/** The flag is off by then, which must not hide the variation it has. */
const BACK_TO_RED = /\*Now\* `Red` → \*then\* `Blue`\n.*\*Undo:\*.*\*Red\*/;

function canRun(scene: Scene, step: number): boolean {
  const { text = "", blocks = [] } = scene.run() ?? {};
  return text.includes(`step ${step} of`) && JSON.stringify(blocks).includes('run:act.run"');
}

test("calls are those of the documentation, redirects are not followed, and no secret is told, logged or kept", async () => {
  await using scene = await openScene({ runbooks: { targets: RUNBOOK } });
  const { slack, foreign } = scene;
  foreign.answer(answer);
  answerAsFlags(foreign);
  const room = await scene.incident("U0ANNA", "p2 Something odd");
  await scene.command("U0ANNA", "/runbook run targets", room);
  await scene.click("U0ANNA", "Start anyway", /^C0.*Run 1/s);
  for (const step of [1, 2, 3, 4, 5, 6, 7, 9]) {
    await scene.until(`the button of step ${step}`, () => canRun(scene, step));
    if (step === 4) assert.match(readable(scene.run()?.blocks), BACK_TO_RED);
    await scene.click("U0ANNA", "Run", /^C0.*Run 1/s);
  }
  await scene.until("a decision", () => /It happened/.test(readable(scene.run()?.blocks)));

  const sent = foreign.heard.filter(({ method }) => method !== "GET");
  const flag =
    "/unleash/api/admin/projects/shop/features/new%20checkout%2F1/environments/production";
  assert.deepEqual(
    sent.map(({ method, path }) => `${method} ${path}`),
    [
      `POST ${flag}/off`,
      `PATCH ${flag}/variants`,
      "PATCH /ld/api/v2/flags/shop/checkout",
      "PATCH /ld/api/v2/flags/shop/checkout",
      ...["leak", "refuse", "moved"].map((name) => `PUT /routing/${name}`),
      "POST /routing/silent",
    ],
  );
  for (const { path, headers } of foreign.heard) {
    assert.equal(headers["authorization"], credentialOf(path), path);
  }
  assert.deepEqual(slack.faults, []);
  assert.match(scene.shown(), /answered 422/);
  assert.match(scene.shown(), /answered 307/);

  const told = [...slack.calls.map((call) => JSON.stringify(call)), ...slack.whispers];
  assertWithout([...told, ...scene.muster.log, ...(await scene.dump())]);
});

function assertWithout(texts: readonly string[]): void {
  for (const [name, secret] of [...Object.entries(SECRETS), ["basic", basic] as const]) {
    const found = texts.find((text) => text.includes(secret));
    assert.equal(found, undefined, name);
  }
}
