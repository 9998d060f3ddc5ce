// Two replicas under one clock and one database: together they tell GitHub one thing a second, and neither is starved.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openTargets } from "../../../src/integrations/targets.ts";
import { waitForSlot } from "../../../src/jobs/freeze/freeze-deps.ts";
import { openWorkbench } from "../../support/operations.ts";

const REPOSITORY = "shop/web";

/** Nothing of it is called: only who may, and when. */
const openReplica = () =>
  openTargets({
    connections: {},
    github: {
      ...{ access: { kind: "token", token: "t" }, apiUrl: "http://127.0.0.1:9" },
      ...{ repositories: [REPOSITORY], environments: null },
    },
  });

type Wish = { readonly replica: number; readonly kind: "rule" | "message" };

const many = (count: number, wish: Wish): readonly Wish[] => Array(count).fill(wish);

/** Each wish comes back when it was told to; in the order in which they were granted, and at which second. */
async function play(wishes: readonly Wish[]) {
  await using bench = await openWorkbench();
  await using stack = new AsyncDisposableStack();
  const { clock, ctx } = bench;
  const replicas = [stack.use(openReplica()), stack.use(openReplica())];
  const start = clock.now().getTime();
  const waiting = wishes.map((wish, index) => ({ ...wish, about: `${index}`, at: start }));
  const granted: (Wish & { readonly second: number })[] = [];
  while (waiting.length > 0) {
    waiting.sort((one, other) => one.at - other.at);
    const [next] = waiting;
    const targets = next && replicas[next.replica];
    assert.ok(next && targets);
    await clock.forward(Math.max(0, next.at - clock.now().getTime()));
    const { kind, replica, about, at } = next;
    const wait = await waitForSlot({ ctx, targets }, { repository: REPOSITORY, kind }, about);
    if (wait?.kind === "later") next.at += wait.afterMs;
    else granted.push({ kind, replica, second: (at - start) / 1_000 });
    if (!wait) waiting.shift();
  }
  return granted;
}

const secondsOf = (granted: readonly { readonly second: number }[]) =>
  granted.map(({ second }) => second);

test("one replica tells one thing a second, and two together do as well", async () => {
  const alone = many(20, { replica: 0, kind: "rule" });
  assert.deepEqual(
    secondsOf(await play(alone)),
    alone.map((_, second) => second),
  );
  const both = await play([...alone, ...many(20, { replica: 1, kind: "rule" })]);
  const seconds = secondsOf(both);
  const gaps = seconds.slice(1).map((second, index) => second - (seconds[index] ?? 0));
  assert.ok(Math.min(...gaps) >= 1, `${gaps}`);
  assert.ok((seconds.at(-1) ?? 99) < 45, `${seconds}`);
});

test("the rules of one replica go before the messages of another", async () => {
  const rules = many(10, { replica: 1, kind: "rule" });
  const granted = await play([...many(10, { replica: 0, kind: "message" }), ...rules]);
  const last = granted.findLast(({ kind }) => kind === "rule");
  assert.ok((last?.second ?? 99) < 14, JSON.stringify(granted));
});
