// Templates: what is refused when a file is read, and how a value is written into each sink.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Bindings } from "../../../src/domain/runbook/language/bindings.ts";
import type { Scope } from "../../../src/domain/runbook/language/scope.ts";
import type { Sink } from "../../../src/domain/runbook/language/sink.ts";
import {
  checkTemplate,
  metricsInTemplate,
  renderForPeople,
  renderJson,
  renderTemplate,
} from "../../../src/domain/runbook/language/template.ts";
import type { Reading } from "../../../src/domain/runbook/state/reason.ts";

const scope: Scope = {
  inputs: { from: "string", hours: "integer", opens: "datetime" },
  metrics: { rate: "number" },
  barredMetrics: [],
  outputs: { switch: { revision: "integer" }, broken: "opaque" },
};

const at = "2026-11-22T12:34:00.000Z";

const bindings: Bindings = {
  inputs: { from: "stripe", hours: 72, opens: "2026-11-22T12:34:00Z" },
  metrics: { rate: { ok: true, value: 91.456, at } },
  outputs: { switch: { revision: 4 } },
  facts: {
    alert: { name: "Drop", title: "<!channel> & co", labels: { gateway: "pay/u", empty: "" } },
    zone: "Europe/Warsaw",
  },
  run: { id: "r1", startedAt: at, startedBy: { id: "U1", name: "Anna" } },
  now: new Date(at),
};

const withInput = (from: string): Bindings => ({ ...bindings, inputs: { from } });

describe("a template is checked when the file is read", () => {
  const cases: readonly [string, Sink, string, number][] = [
    ["Auth {{ inputs.form }}", "text", "no input 'form'; did you mean 'from'?", 8],
    ["{{ input.from }}", "text", "unknown name 'input'; did you mean 'inputs'?", 3],
    ["{{ inputs }}", "text", "name the input: from, hours, opens", 3],
    ["{{ inputs.from.size }}", "text", "'inputs.from' is a value; nothing lies below it", 3],
    ["{{ inputs[inputs.from] }}", "text", "write the path in full; a name cannot be computed", 3],
    ["{{ steps.switch.revision }}", "text", "write steps.switch.output.<name>", 3],
    ["{{ steps.later.output.x }}", "text", "no earlier step 'later'; there are switch, broken", 3],
    ["{{ alert.labels }}", "text", "write alert.labels.<label>", 3],
    ["{{ inputs.from | shout }}", "text", "undefined filter: shout", 0],
    ["a {% if x %}b{% endif %}", "text", "no {% tags %}; only {{ path }} and filters", 2],
    ["{{ inputs.from", "text", 'output "{{ inputs.from" not closed', 0],
    ["line\n{{ inputs.form }}", "text", "no input 'form'; did you mean 'from'?", 8],
    ["up{job={{ inputs.from }}}", "promql", "in PromQL a placeholder is a whole label value", 7],
    ['up{job=~"{{ inputs.from }}"}', "promql", "in PromQL a placeholder is a whole label value", 9],
    [
      'up{job="a-{{ inputs.from }}"}',
      "promql",
      "in PromQL a placeholder is a whole label value",
      10,
    ],
  ];
  for (const [text, sink, message, offset] of cases) {
    test(`${JSON.stringify(text)} is refused`, () => {
      const [fault] = checkTemplate(text, scope, sink);
      assert.ok(fault?.message.startsWith(message), fault?.message);
      assert.equal(fault?.offset, offset);
    });
  }

  test("what is right has no fault", () => {
    const text =
      "{{ inputs.from | upcase }} {{ metrics.rate | round: 1 }} {{ steps.switch.output.revision }} {{ alert.labels.any | default: 'x' }} {{ run.started_at | local }} {{ steps.broken.output.q }}";
    assert.deepEqual(checkTemplate(text, scope, "text"), []);
    assert.deepEqual(checkTemplate('up{job="{{ inputs.from }}"}', scope, "promql"), []);
  });

  test("the metrics it shows are known", () => {
    assert.deepEqual(
      metricsInTemplate("{{ metrics.rate }} {{ inputs.from | default: metrics.b }}"),
      ["rate", "b"],
    );
  });
});

describe("a value is written for its sink", () => {
  const cases: readonly [string, Sink, string][] = [
    ["{{ alert.title }}", "text", "&lt;!channel&gt; &amp; co"],
    [
      "5xx < 0.5 & <https://x.pl|site> <!here>",
      "text",
      "5xx &lt; 0.5 &amp; <https://x.pl|site> &lt;!here&gt;",
    ],
    ["/v1/{{ inputs.from }}/", "path", "/v1/stripe/"],
    ["/v1/{{ alert.labels.gone | default: 'a/b' }}", "path", "/v1/a%2Fb"],
    ["/", "path", "/"],
    ["/v1/routes/{{ alert.labels.gateway }}/x", "path", "/v1/routes/pay%2Fu/x"],
    ['{g="{{ alert.labels.gateway }}"}', "promql", '{g="pay/u"}'],
    ["{{ metrics.rate | round: 1 }} %", "text", "91.5 %"],
    ["{{ inputs.opens | local }}", "text", "2026-11-22 13:34 CET"],
    ["{{ alert.labels.gone | default: 'none' }}", "text", "none"],
    ["{{ inputs.from | short }}-{{ inputs.hours }}", "text", "stripe-72"],
  ];
  for (const [text, sink, value] of cases) {
    test(`${text} as ${sink}`, () => {
      const rendered = renderTemplate(text, sink, bindings);
      assert.deepEqual(rendered, { ok: true, value });
    });
  }

  test("a JSON leaf that is one placeholder keeps its type, any other is a string", () => {
    const body = {
      pct: "{{ inputs.hours }}",
      note: "to {{ inputs.from }}",
      n: [1, null, "{{metrics.rate | round}}"],
    };
    assert.deepEqual(renderJson(body, bindings), {
      ok: true,
      value: { pct: 72, note: "to stripe", n: [1, null, 91] },
    });
  });

  test("what a value brings in is not read as a template again", () => {
    const rendered = renderTemplate(
      "{{ inputs.from }}",
      "text",
      withInput("{{ inputs.from }}{% x %}"),
    );
    assert.deepEqual(rendered, { ok: true, value: "{{ inputs.from }}{% x %}" });
  });
});

describe("a template without a value is an error and never a word", () => {
  const cases: readonly [string, Sink, Bindings, string][] = [
    ["{{ alert.labels.gone }}", "text", bindings, "undefined variable: alert.labels.gone"],
    [
      "{{ alert.title | upcase }}",
      "text",
      { ...bindings, facts: { zone: "UTC" } },
      "undefined variable: alert.title",
    ],
    [
      "/v1/{{ inputs.from }}",
      "path",
      withInput(""),
      'the path became "/v1/"; a segment may not be empty, . or ..',
    ],
    [
      "/v1/{{ inputs.from }}/x",
      "path",
      withInput(".."),
      'the path became "/v1/../x"; a segment may not be empty, . or ..',
    ],
    [
      "{{ inputs.from }}",
      "header",
      withInput("a\r\nX: y"),
      '"a\\r\\nX: y" has characters that a header cannot carry',
    ],
    ["{{ inputs.from | round }}", "text", bindings, "round needs a number, not stripe"],
  ];
  for (const [text, sink, given, message] of cases) {
    test(`${text} as ${sink}: ${message}`, () => {
      assert.deepEqual(renderTemplate(text, sink, given), { ok: false, message });
    });
  }

  test("only where people read, an unknown metric shows as a question mark", () => {
    const gone: Reading = { ok: false, cause: "no-data" };
    const given = { ...bindings, metrics: { rate: gone } };
    const text = "{{ metrics.rate | round: 1 }} % of {{ inputs.hours }}";
    assert.deepEqual(renderForPeople(text, given), { ok: true, value: "? % of 72" });
    assert.equal(renderTemplate(text, "text", given).ok, false);
    assert.equal(renderJson({ rate: "{{ metrics.rate }}" }, given).ok, false);
  });
});

test("no value whatever can leave its label, its path segment or its text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 20 }), (from) => {
      const given = withInput(from);
      const label = renderTemplate('{g="{{ inputs.from }}"}', "promql", given);
      assert.ok(label.ok);
      assert.match(label.value, /^\{g="([^"\\\n]|\\.)*"\}$/u);
      const path = renderTemplate("/a/{{ inputs.from }}/b", "path", given);
      if (path.ok) assert.equal(path.value.split("/").length, 4);
      const text = renderTemplate("{{ inputs.from }}", "text", given);
      assert.ok(text.ok && !/[<>]|&(?!amp;|lt;|gt;)/.test(text.value));
    }),
    { numRuns: 100, seed: 7 },
  );
});
