import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { createTestDatabase } from "../support/database.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** Runs the program until it ends by itself. */
async function runProgram(env: Record<string, string>): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, ["src/main.ts"], {
    cwd: ROOT,
    env: { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "secret", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code] = await once(child, "close");
  return { code, said };
}

test("a database that cannot be reached is told in one line, without the password", async () => {
  const { code, said } = await runProgram({ DATABASE_URL: "postgres://me:hunter2@127.0.0.1:9/x" });
  assert.equal(code, 1);
  assert.equal(
    said,
    "Cannot use the database x on 127.0.0.1:9: connect ECONNREFUSED 127.0.0.1:9. " +
      "Start the server, or correct the host and port in DATABASE_URL.\n",
  );
});

test("a port that another program has is told in one line", async (t) => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  t.after(() => other.close());
  await using database = await createTestDatabase();
  const { port } = other.address() as AddressInfo;
  const { code, said } = await runProgram({ DATABASE_URL: database.url, PORT: String(port) });
  assert.equal(code, 1);
  assert.equal(
    said,
    `Cannot listen on http://127.0.0.1:${port} (EADDRINUSE). Another program (perhaps another Muster) ` +
      "listens there. Stop it, or set PORT to another number.\n",
  );
});
