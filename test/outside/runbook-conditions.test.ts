// Whatever a metric's source answers that is not one fresh number: no condition passes by it, and none fails.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Heard, type Reply, vector } from "./foreign-peer.ts";
import { openScene } from "./scene.ts";

const now = () => Date.now() / 1000;
const good = () => vector([[now(), "3"]]);

/** By the name in the query. */
const PROMETHEUS: Readonly<Record<string, () => Reply>> = {
  nan: () => vector([[now(), "NaN"]]),
  infinite: () => vector([[now(), "+Inf"]]),
  empty: () => vector([]),
  many: () =>
    vector([
      [now(), "3"],
      [now(), "3"],
    ]),
  failing: () => ({ ...good(), status: 500 }),
  moved: () => ({ ...good(), status: 302, headers: { location: "/prom/elsewhere" } }),
  silent: () => ({ isSilent: true }),
  stale: () => vector([[now() - 3600, "3"]]),
  page: () => ({ json: "<html>" }),
  range: () => ({ json: { status: "success", data: { resultType: "matrix", result: [] } } }),
  words: () => vector([[now(), "three"]]),
  refused: () => ({ status: 422, json: { status: "error", errorType: "execution", error: "no" } }),
};

const HTTP: Readonly<Record<string, () => Reply>> = {
  none: () => ({ json: { v: null } }),
  other: () => ({ json: { w: 3 } }),
  whole: () => ({ json: { v: { a: 1 } } }),
  blank: () => ({ json: { v: "" } }),
  broken: () => ({ status: 500, json: { v: 3 } }),
  elsewhere: () => ({ status: 302, json: { v: 3 }, headers: { location: "/shop/good" } }),
};

const CONDITIONS: readonly ((name: string) => string)[] = [
  (name) => `${name} < 5.0 || ${name} >= 5.0`,
  (name) => `!(${name} > 5.0) || true`,
];

const names = [...Object.keys(PROMETHEUS), ...Object.keys(HTTP)];
const checks = [
  ...names.flatMap((name) => CONDITIONS.map((condition) => condition(name))),
  ...["nan != 1.0", "true ? true : nan > 1.0", "[nan].size() == 1"],
];

const RUNBOOK = `
muster: 1
id: unknowns
title: Unknowns
owner: group:web-leads
metrics:
${Object.keys(PROMETHEUS)
  .map((name) => `  ${name}: { prometheus: prod, promql: sum(${name}) }`)
  .join("\n")}
${Object.keys(HTTP)
  .map((name) => `  ${name}: { http: shop-public, path: /${name}, pointer: /v }`)
  .join("\n")}
steps:
${checks.map((pass, index) => `  - { id: c${index}, kind: check, title: Judged ${index}, pass: "${pass}", then: { goto: bad }, on_fail: { goto: bad }, on_unknown: next }`).join("\n")}
  - { id: good, kind: end, title: All were unknown, outcome: success }
  - { id: bad, kind: end, title: One was judged, outcome: failed }
`;

function answer({ path, query }: Heard): Reply | undefined {
  if (path.startsWith("/shop/")) return HTTP[path.slice(6)]?.() ?? { json: { v: 3 } };
  if (!path.startsWith("/prom")) return undefined;
  const [, name = ""] = /^sum\((\w+)\)$/.exec(query.get("query") ?? "") ?? [];
  return PROMETHEUS[name]?.() ?? good();
}

test("no data, no number, several, stale, refused, redirected or no answer: unknown, and unknown never passes", async () => {
  await using scene = await openScene({ runbooks: { unknowns: RUNBOOK } });
  const { foreign, slack } = scene;
  foreign.answer(answer);
  const room = await scene.incident("U0ANNA", "p2 Something odd");
  await scene.command("U0ANNA", "/runbook run unknowns", room);
  const ended = await scene.until("an end", () => {
    const run = scene.run();
    return run && /done|failed/.test(run.text) ? run : undefined;
  });
  assert.match(ended.text, /done/, scene.shown());
  assert.deepEqual(slack.faults, []);
  const paths = foreign.heard.map(({ path }) => path);
  assert.ok(
    !paths.includes("/prom/elsewhere") && !paths.includes("/shop/good"),
    "a redirect was followed",
  );
  for (const name of names) assert.ok(scene.shown().includes(name), `nobody is told of ${name}`);
});
