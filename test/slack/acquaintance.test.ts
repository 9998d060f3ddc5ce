import assert from "node:assert/strict";
import { test } from "node:test";
import { pino } from "pino";
import { type AcquaintanceParts, keepAcquaintance } from "../../src/slack/acquaintance.ts";
import type { SlackHealth } from "../../src/slack/deliver/circuit.ts";

const identity = { botUserId: "U1", botId: "B1", teamId: "T1", teamUrl: "https://shop.slack.com/" };

/** Answers in order: an error fails that call. The last one stays. */
function inTurn<T>(...answers: readonly (T | Error)[]): () => Promise<T> {
  let at = 0;
  return () => {
    const answer = answers[Math.min(at, answers.length - 1)] as T | Error;
    at += 1;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
}

async function keep(parts: Partial<AcquaintanceParts>, until: Promise<unknown>): Promise<void> {
  const stopping = new AbortController();
  const kept = keepAcquaintance(
    {
      circuit: { health: () => health("up") },
      log: pino({ level: "silent" }),
      introduce: inTurn(identity),
      probe: inTurn(undefined),
      onMet: () => Promise.resolve(),
      readDirectory: inTurn(1),
      retryMs: 1,
      ...parts,
    },
    stopping.signal,
  );
  await until;
  stopping.abort();
  await kept;
}

const health = (state: SlackHealth["state"]): SlackHealth => ({
  ...{ state, since: null, reason: null, missingScopes: [] },
});

test("a directory that could not be read at the start is asked for again", async () => {
  const read = Promise.withResolvers<void>();
  const answer = inTurn(new Error("HTTP 500"), new Error("HTTP 500"), 7);
  const readDirectory = async () => {
    await answer();
    read.resolve();
  };
  await keep({ readDirectory }, read.promise);
});

test("Slack is asked who we are until it answers, and then not again", async () => {
  const met: string[] = [];
  const read = Promise.withResolvers<void>();
  await keep(
    {
      introduce: inTurn(new Error("invalid_auth"), identity),
      onMet: ({ teamId }) => Promise.resolve(void met.push(teamId)),
      readDirectory: () => Promise.resolve(read.resolve()),
    },
    read.promise,
  );
  assert.deepEqual(met, ["T1"]);
});

test("with nothing owed it is still found out that Slack is back", async () => {
  let state: SlackHealth["state"] = "down";
  const back = Promise.withResolvers<void>();
  await keep(
    {
      circuit: { health: () => health(state) },
      probe: () => {
        state = "up";
        return Promise.resolve(back.resolve());
      },
    },
    back.promise,
  );
  assert.equal(state, "up");
});
