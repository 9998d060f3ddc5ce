import assert from "node:assert/strict";
import { test } from "node:test";
import { isLoopback } from "../../src/config/loopback.ts";

test("only addresses of this machine itself count as loopback", () => {
  for (const host of ["localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]", "app.localhost"]) {
    assert.ok(isLoopback(host), host);
  }
  for (const host of ["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example.com", "localhost.evil.com"]) {
    assert.ok(!isLoopback(host), host);
  }
});
