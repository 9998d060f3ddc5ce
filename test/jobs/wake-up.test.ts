// What is due is fired in time, and what fails is tried again without wearing out the database.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pino } from "pino";
import { startWakeUp } from "../../src/jobs/wake-up.ts";
import { saveTimer } from "../../src/storage/timers.ts";
import { openWorkbench } from "../support/operations.ts";

test("a timer that fails is tried again after a second, and holds up no other one", async () => {
  await using bench = await openWorkbench();
  const { ctx, clock } = bench;
  const ids = [ctx.newId(), ctx.newId()];
  for (const [index, id] of ids.entries()) {
    const timer = { kind: "readiness-sweep" } as const;
    await saveTimer(ctx.db, { id, key: `timer ${index}`, timer, fireAt: clock.now() });
  }
  const tries: { readonly id: string; readonly at: number }[] = [];
  const again = Promise.withResolvers<void>();
  await using _ = startWakeUp({
    ...{ db: ctx.db, clock, log: pino({ level: "silent" }) },
    fire: async (id) => {
      tries.push({ id, at: performance.now() });
      if (tries.length > ids.length) again.resolve();
      await Promise.reject(new Error("it trips over itself"));
    },
    drain: async () => await Promise.resolve(),
    giveBack: async () => await Promise.resolve(),
  });
  await again.promise;
  const [first, second, third] = tries;
  assert.notEqual(second?.id, first?.id);
  assert.ok((third?.at ?? 0) - (second?.at ?? 0) >= 900);
});
