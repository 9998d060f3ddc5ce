// Holds the clocks to their word: waiting, being forwarded, being given up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock, testClock } from "../src/clock.ts";

const start = new Date("2026-11-22T10:00:00Z");
const after = (ms: number) => new Date(start.getTime() + ms);
const never = new AbortController().signal;

test("a test clock stands still until it is forwarded", async () => {
  const clock = testClock(start);
  await clock.forward(90_000);
  assert.deepEqual(clock.now(), after(90_000));
});

test("sleepers wake in the order of their due times, each at its own instant", async () => {
  const clock = testClock(start);
  const woken: string[] = [];
  const sleep = async (name: string, ms: number) => {
    await clock.sleepUntil(after(ms), never);
    woken.push(`${name} at +${clock.now().getTime() - start.getTime()}`);
  };
  const all = Promise.all([sleep("late", 300), sleep("early", 100), sleep("middle", 200)]);
  await clock.forward(1000);
  await all;
  assert.deepEqual(woken, ["early at +100", "middle at +200", "late at +300"]);
});

test("a reminder that sleeps again inside one jump fires as often as it would have", async () => {
  const clock = testClock(start);
  let fired = 0;
  const stop = new AbortController();
  const loop = (async () => {
    for (let at = 60_000; ; at += 60_000) {
      await clock.sleepUntil(after(at), stop.signal);
      fired += 1;
    }
  })();
  await clock.forward(5 * 60_000);
  assert.equal(fired, 5);
  stop.abort(new Error("enough"));
  await assert.rejects(loop, /enough/);
});

test("sleeping until an instant that has passed returns at once", async () => {
  await testClock(start).sleepUntil(after(-1), never);
  await systemClock().sleepUntil(new Date(0), never);
});

test("listeners hear of a jump until they stop listening", async () => {
  const clock = testClock(start);
  let heard = 0;
  const stop = clock.onChange(() => {
    heard += 1;
  });
  await clock.forward(1);
  stop();
  await clock.forward(1);
  assert.equal(heard, 1);
});

test("nobody is told of time that goes by as it does, and sleepers wake in it", async () => {
  const clock = testClock(start);
  let heard = 0;
  clock.onChange(() => {
    heard += 1;
  });
  const sleep = clock.sleepUntil(after(20), never);
  await clock.pass(50);
  await sleep;
  assert.equal(heard, 0);
  assert.deepEqual(clock.now(), after(50));
});

test("time does not go back", async () => {
  await assert.rejects(testClock(start).forward(-1), /forward only; it was asked for -1 ms/);
});

test("the system clock sleeps until the instant and not less", async () => {
  const clock = systemClock();
  const due = new Date(clock.now().getTime() + 20);
  await clock.sleepUntil(due, never);
  assert.ok(clock.now() >= due);
});

test("a sleep on the system clock ends when its signal does", async () => {
  const stop = new AbortController();
  const sleep = systemClock().sleepUntil(new Date(Date.now() + 3_600_000), stop.signal);
  stop.abort();
  await assert.rejects(sleep, { name: "AbortError" });
});
