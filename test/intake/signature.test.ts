import assert from "node:assert/strict";
import { test } from "node:test";
import type { HookAuth } from "../../src/intake/hook.ts";
import { isSigned, trustBody, trustHead } from "../../src/intake/signature.ts";
import { sourceOf } from "../../src/intake/sources.ts";
import { fixture } from "./deliveries.ts";

// Known answers, computed apart from this code with Python's hmac; the first is the one GitHub publishes.
const secret = "muster-test-secret-ąę";
const answers = [
  {
    body: Buffer.from("Hello, World!"),
    secret: "It's a Secret to Everybody",
    hex: "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
  },
  {
    body: fixture("grafana/v11-values-image.json"),
    secret,
    hex: "e6fdea5ba11b3ad17b035856854496fc7fe3c0357baec61d375f976c48a5c968",
  },
  {
    body: fixture("alertmanager/real-firing.json"),
    secret,
    hex: "399ffb1a26a315c415c0e71c0879fde4adf74cbf6becc9be669e21e25d07e8f6",
  },
  {
    body: fixture("sentry/metric-critical.json"),
    secret,
    hex: "064123ee98439a1a34b32f11ae18940f2d0a7e16b768f0c846c6501198ba396b",
  },
];

const now = new Date(1_700_000_000_000);
const signed = (extra = {}): HookAuth => ({ kind: "signature", secrets: [secret], ...extra });
const grafana = sourceOf("grafana").signature;
const sentry = sourceOf("sentry").signature;

function reasonOf(trust: ReturnType<typeof trustBody>): string {
  return trust.ok ? "trusted" : trust.reason;
}

test("published and independently computed signatures are accepted over the raw bytes", () => {
  for (const { body, secret: key, hex } of answers) {
    assert.ok(isSigned([key], [hex], [body]), hex);
    assert.ok(isSigned([key], [hex.toUpperCase()], [body]));
    assert.ok(!isSigned([key], [hex], [Buffer.from([...body, 10])]), "one byte more");
    assert.ok(!isSigned([`${key}x`], [hex], [body]), "another secret");
    assert.ok(!isSigned([key], [hex.slice(2), "", "zz", `${hex}00`], [body]), "no signature");
  }
});

test("Sentry's and Grafana's headers are read, and a header of one's own", () => {
  const [, ofGrafana, , ofSentry] = answers;
  assert.ok(ofGrafana && ofSentry);
  const cases = [
    { auth: signed(), scheme: grafana, name: "x-grafana-alerting-signature", of: ofGrafana },
    { auth: signed({ header: "X-Sig" }), scheme: grafana, name: "x-sig", of: ofGrafana },
    { auth: signed(), scheme: sentry, name: "sentry-hook-signature", of: ofSentry },
    { auth: signed(), scheme: undefined, name: "x-signature", of: ofSentry },
  ];
  for (const { auth, scheme, name, of } of cases) {
    const trust = (headers: Record<string, string>) =>
      reasonOf(trustBody(auth, scheme, { headers, body: of.body, now }));
    assert.equal(trust({ [name]: of.hex }), "trusted");
    assert.equal(trust({ [name]: `sha256=${of.hex}` }), "trusted");
    assert.equal(trust({ [name]: "00".repeat(32) }), "wrong-signature");
    assert.equal(trust({}), "no-signature");
  }
});

test("two secrets are valid while one is changed, an empty one never", () => {
  const [, of] = answers;
  assert.ok(of);
  const trust = (...secrets: string[]) =>
    reasonOf(
      trustBody({ kind: "signature", secrets }, grafana, {
        headers: { "x-grafana-alerting-signature": of.hex },
        body: of.body,
        now,
      }),
    );
  assert.equal(trust("old", secret), "trusted");
  assert.equal(trust(secret, "new"), "trusted");
  assert.equal(trust("old", "new"), "wrong-signature");
  assert.equal(trust(""), "wrong-signature");
  assert.equal(trust(), "wrong-signature");
});

test("a signed time is part of the signature and may be 5 minutes off, not more", () => {
  const body = fixture("grafana/v11-values-image.json");
  const auth = signed({ timestampHeader: "X-Grafana-Alerting-Timestamp" });
  const trust = (timestamp: string | undefined, at: Date) =>
    reasonOf(
      trustBody(auth, grafana, {
        headers: {
          "x-grafana-alerting-signature":
            "03f94a62f6825b19783b152048c4cb9cfdd8e71395acaa422dbfadbcb1cffd55",
          "x-grafana-alerting-timestamp": timestamp,
        },
        body,
        now: at,
      }),
    );
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
  assert.equal(trust("1700000000", now), "trusted");
  assert.equal(trust("1700000000", later(300)), "trusted");
  assert.equal(trust("1700000000", later(301)), "stale-timestamp");
  assert.equal(trust("1700000000", later(-301)), "future-timestamp");
  assert.equal(trust("1700000001", now), "wrong-signature", "the time cannot be freshened");
  assert.equal(trust(undefined, now), "no-timestamp");
});

test("a token is accepted in the path, as Bearer and as Basic password, and nothing else is", () => {
  const auth: HookAuth = { kind: "token", secrets: ["old-ł", "s3cret:with:colons"] };
  const trust = (authorization: string | undefined, pathSecret?: string) =>
    reasonOf(trustHead(auth, { headers: { authorization }, pathSecret }));
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  assert.equal(trust(undefined, "s3cret:with:colons"), "trusted");
  assert.equal(trust(undefined, "old-ł"), "trusted");
  assert.equal(trust("Bearer s3cret:with:colons"), "trusted");
  assert.equal(trust("bearer s3cret:with:colons"), "trusted");
  assert.equal(trust(basic("anyone:s3cret:with:colons")), "trusted");
  assert.equal(trust(basic(":old-ł")), "trusted");
  assert.equal(trust("Bearer s3cret"), "wrong-secret");
  assert.equal(trust(basic("s3cret:with:colons:x")), "wrong-secret");
  assert.equal(trust(undefined, "S3CRET:with:colons"), "wrong-secret");
  assert.equal(trust(undefined), "no-credentials");
  assert.equal(trust("Digest x"), "no-credentials");
  assert.equal(trust(basic("nocolon")), "no-credentials");
  assert.equal(
    reasonOf(trustHead({ kind: "token", secrets: [""] }, { headers: {}, pathSecret: "" })),
    "no-credentials",
  );
  assert.equal(
    reasonOf(trustHead({ kind: "token", secrets: [""] }, { headers: {}, pathSecret: "x" })),
    "wrong-secret",
  );
});

test("a hook without a secret takes nothing from a web page open in the browser", () => {
  const trust = (headers: Record<string, string>) =>
    reasonOf(trustHead({ kind: "none" }, { headers, pathSecret: undefined }));
  const host = "127.0.0.1:3000";
  assert.equal(trust({ host }), "trusted");
  assert.equal(trust({ host, origin: "http://127.0.0.1:3000" }), "trusted");
  assert.equal(trust({ host, origin: "https://evil.example" }), "from-a-page");
  assert.equal(trust({ host, origin: "null" }), "from-a-page");
  assert.equal(trust({ host, "sec-fetch-site": "cross-site" }), "from-a-page");
});
