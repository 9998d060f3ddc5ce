import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { variableNames } from "../../src/config/variables.ts";
import { run } from "./console.ts";

test("a mistyped verb starts nothing and is told which was meant", async () => {
  const { code, err } = await run(["docter"]);
  assert.equal(code, 2);
  assert.deepEqual(err, ['There is no verb "docter". Did you mean doctor?']);
});

test("a verb that takes nothing more refuses what it would ignore", async () => {
  const { code, err } = await run(["start", "--port", "80"]);
  assert.equal(code, 2);
  assert.deepEqual(err, ['start takes nothing more, but "--port 80" was given.']);
});

test("help names every verb and every variable", async () => {
  const { code, out } = await run(["--help"]);
  const text = out.join("\n");
  assert.equal(code, 0);
  for (const name of ["start", "lint", "doctor", "migrate", "version", ...variableNames]) {
    assert.match(text, new RegExp(`^  ${name}\\b`, "m"), name);
  }
});

test("version names Muster's and Node's", async () => {
  assert.match((await run(["-v"])).out.join(), /^muster \d+\.\d+\.\d+, node 24\./);
});

test("a reader who has read enough, such as head, is no failure", async () => {
  const main = new URL("../../src/main.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [main, "help"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  const complaints = text(child.stderr);
  assert.deepEqual(await once(child, "close"), [0, null]);
  assert.equal(await complaints, "");
});
