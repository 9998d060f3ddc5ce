// What an alert and people write, on its way through a run: into Slack, paths, queries, headers and bodies.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openScene, readable } from "./scene.ts";

const RUNBOOK = `
muster: 1
id: hostile
title: Hostile
owner: group:web-leads
triggers: [{ alert: Odd, set: { what: alert.labels.what, seg: alert.labels.seg } }]
inputs:
  what: { type: text, required: true }
  seg: { type: text, required: true }
steps:
  - id: put
    kind: http
    title: Put {{ inputs.what }}
    text: "{{ inputs.what }} {{ inputs.seg }} {{ alert.labels.long }}"
    connection: routing-admin
    method: PUT
    path: /v1/x/{{ inputs.seg }}
    query: { q: "{{ inputs.what }}" }
    body: { what: "{{ inputs.what }}", mixed: "a {{ inputs.what }}" }
    repeat: safe
    irreversible: none needed
  - id: ask
    kind: manual
    title: Look {{ inputs.what }}
    timeout: 1h
    on_timeout: remind
    collect: { n: { type: integer, label: Number, min: 1, max: 5, required: true }, t: { type: text, label: "Text {{ x }}" } }
  - { id: choose, kind: choice, title: "{{ steps.ask.output.t }}", options: [{ value: a, label: One }, { value: b, label: Two }], timeout: 1h, on_timeout: remind }
  - { id: header, kind: http, title: Header, connection: routing-admin, method: PUT, path: /h, headers: { x-what: "h {{ steps.ask.output.t }}" }, repeat: safe, irreversible: x }
  - { id: dots, kind: http, title: Dots, connection: routing-admin, method: PUT, path: "/h/{{ alert.labels.dots }}", repeat: safe, irreversible: x }
`;

const EVIL = `<!channel> & <@U0VICTIM> <https://evil.example|good> {{ inputs.seg }} *b* \`c\` ${"😀".repeat(60)}`;
const SEGMENT = "../../admin?x=1#y";

test("hostile labels and answers stay text, and every call to Slack is one that Slack takes", {
  timeout: 120_000,
}, async () => {
  await using scene = await openScene({ runbooks: { hostile: RUNBOOK } });
  const { slack, foreign } = scene;
  foreign.answer(({ path }) => (path.startsWith("/routing") ? { json: { ok: true } } : undefined));
  await fetch(`${scene.muster.url}/hooks/generic`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      ...{ id: "odd", title: EVIL, state: "firing", severity: "critical", service: "checkout" },
      labels: {
        ...{ alertname: "Odd", what: EVIL, seg: SEGMENT, dots: ".." },
        long: "x<!here>".repeat(380),
      },
    }),
  });
  await scene.click("U0ANNA", "Run runbook", /^C0NEW/);
  await scene.until("the form", () => slack.views.length > 0);
  await scene.submit("U0ANNA", { runbook: "hostile" });
  await scene.submit("U0ANNA", { in_what: EVIL, in_seg: SEGMENT });
  await scene.click("U0ANNA", "Run", /^C0.*Run 1.*step 1 of/s);
  await scene.until("step 2", () => /step 2 of/.test(scene.run()?.text ?? ""));
  const put = foreign.heard.find(({ path }) => path.startsWith("/routing/v1"));
  assert.equal(put?.path, `/routing/v1/x/${encodeURIComponent(SEGMENT)}`);
  assert.equal(put?.query.get("q"), EVIL);
  assert.equal(put?.headers["x-evil"], undefined);
  assert.deepEqual(JSON.parse(put?.text ?? ""), { what: EVIL, mixed: `a ${EVIL}` });
  const views = slack.views.length;
  await scene.click("U0ANNA", "Done…", /^C0.*Run 1/s);
  await scene.until("the form", () => slack.views.length > views);
  for (const wrong of ["1e3", "٣", "6", "1.5", " ", "0x3", "9".repeat(1_000)]) {
    const answer = await scene.submit("U0ANNA", { in_n: wrong });
    assert.equal(answer?.["response_action"], "errors", wrong);
  }
  await scene.submit("U0ANNA", { in_n: "3", in_t: "a\r\nx-evil: 1 <!channel>" });
  await scene.until("step 3", () => /step 3 of/.test(scene.run()?.text ?? ""));
  await scene.click("U0ANNA", "Two", /^C0.*Run 1/s);
  const reasons = [
    /characters that a header cannot carry/,
    /a segment may not be empty, \. or \.\./,
  ];
  for (const [index, reason] of reasons.entries()) {
    const place = new RegExp(`step ${index + 4} of .* needs a decision`);
    const run = await scene.until("a decision", () => {
      const shown = scene.run();
      return shown && place.test(shown.text) ? shown : undefined;
    });
    assert.match(readable(run.blocks), reason);
    assert.doesNotMatch(readable(run.blocks), /^x-evil/m, "a title has lines of its own");
    const before = slack.views.length;
    await scene.click("U0ANNA", "Skip…", /^C0.*Run 1/s);
    await scene.until("the form", () => slack.views.length > before);
    await scene.submit("U0ANNA", { note: EVIL });
  }
  await scene.until("the end", () => /done/.test(scene.run()?.text ?? ""));
  assert.deepEqual(slack.faults, []);
  assert.ok(!foreign.heard.some(({ path }) => path.startsWith("/routing/h")));
});
