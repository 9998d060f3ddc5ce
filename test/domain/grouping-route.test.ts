import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "../../src/domain/grouping.ts";
import {
  decidePriority,
  findRoute,
  isMatch,
  matchesGlob,
  unroutedService,
} from "../../src/domain/route-signal.ts";
import { createSignal } from "../../src/domain/signal.ts";

const route = (match: Route["match"], changes: Partial<Route> = {}): Route => ({
  match,
  service: "checkout",
  windowMinutes: 10,
  reopenMinutes: 30,
  ignore: false,
  ...changes,
});
const signal = createSignal({
  alertKey: "k",
  state: "firing",
  title: "Spadek autoryzacji (payu)",
  priority: "P3",
  labels: { alertname: "PaymentAuthRateDrop", gateway: "payu", source: "prometheus" },
});
const origin = { source: "alertmanager", hook: "am-prod" };

test("a route matches when all it names match, exactly or by glob, a list by any", () => {
  const cases: readonly (readonly [Route["match"], boolean])[] = [
    [{}, true],
    [{ alertname: "PaymentAuthRateDrop" }, true],
    [{ alertname: "Payment*" }, true],
    [{ alertname: "payment*" }, false],
    [{ alertname: "Payment*", gateway: ["stripe", "pay?"] }, true],
    [{ alertname: "Payment*", gateway: "stripe" }, false],
    [{ team: "*" }, false],
    [{ source: "alertmanager" }, true],
    [{ source: "prometheus" }, false],
    [{ "label.source": "prometheus" }, true],
    [{ hook: "am-*", title: "*autoryzacji*", kind: "alert" }, true],
    [{ toString: "*" }, false],
    [{ gateway: [] }, false],
  ];
  for (const [match, expected] of cases) {
    assert.equal(isMatch(route(match), signal, origin), expected, JSON.stringify(match));
  }
});

test("the first route that matches wins", () => {
  const routes = [
    route({ gateway: "stripe" }),
    route({ gateway: "payu" }, { service: "payu" }),
    route({}),
  ];
  assert.equal(findRoute(routes, signal, origin).service, "payu");
});

test("what matches no route goes to its hook's service, else its label's, else is unrouted, but is heard", () => {
  const labelled = { ...signal, labels: { service: "search" } };
  assert.equal(findRoute([], labelled, { ...origin, service: "cdn" }).service, "cdn");
  assert.equal(findRoute([], labelled, origin).service, "search");
  assert.equal(findRoute([], signal, origin).service, unroutedService);
  assert.equal(findRoute([], signal, origin).ignore, false);
});

test("the route decides the priority, the sender suggests, P3 is the rest", () => {
  assert.equal(decidePriority(route({}, { priority: "P1" }), signal), "P1");
  assert.equal(decidePriority(route({}), signal), "P3");
  const { priority: _, ...silent } = signal;
  assert.equal(decidePriority(route({}), silent), "P3");
});

/** A text that counts how often a character of it is looked at. */
function countLooks(text: string): { readonly text: string; looks(): number } {
  let looks = 0;
  const watched = new Proxy(Object(text) as object, {
    get(target, key) {
      if (typeof key === "string" && /^\d+$/.test(key)) looks += 1;
      return Reflect.get(target, key);
    },
  });
  return { text: watched as unknown as string, looks: () => looks };
}

test("globs match whole texts", () => {
  assert.ok(matchesGlob("*", ""));
  assert.ok(matchesGlob("a*b*c", "a--b--b--c"));
  assert.ok(!matchesGlob("a*b", "a--b-"));
  assert.ok(!matchesGlob("a?", "a"));
  assert.ok(matchesGlob("1.5 (x)", "1.5 (x)"));
  assert.ok(!matchesGlob("1.5", "1x5"));
});

test("no glob is slow: a character is looked at only as often as the pattern has stars", () => {
  for (const stars of [1, 5, 50]) {
    const long = countLooks("a".repeat(2_000));
    assert.ok(!matchesGlob(`${"a*".repeat(stars)}b`, long.text));
    assert.ok(long.looks() >= 2_000, `only ${long.looks()} looks: they are not counted`);
    assert.ok(long.looks() <= 2_000 * (stars + 1), `${long.looks()} looks for ${stars} stars`);
  }
});
