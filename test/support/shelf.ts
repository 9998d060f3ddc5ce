// Runbooks for operations in a test: a shelf of texts, and a world that answers what runs ask of it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { RunIntent } from "../../src/domain/effect.ts";
import { formatProblem } from "../../src/domain/runbook/format/problem.ts";
import { readRunbook } from "../../src/domain/runbook/format/read.ts";
import type { Json } from "../../src/domain/runbook/language/json.ts";
import type { RunEvent } from "../../src/domain/runbook/state/run-event.ts";
import { advanceRun } from "../../src/operations/advance-run.ts";
import type { Context } from "../../src/operations/context.ts";
import type { RunbookShelf } from "../../src/operations/runbook-shelf.ts";
import { outbox } from "../../src/storage/tables/outbox.ts";

const CONNECTIONS = { prod: "prometheus", admin: "http", flags: "unleash" } as const;

export function shelfOf(...sources: readonly string[]): RunbookShelf {
  const shelved = sources.map((source) => {
    const runbook = read(source, `${/^id: (.*)$/m.exec(source)?.[1]}.yml`);
    const sha256 = createHash("sha256").update(source).digest("hex");
    return { runbook, source, sha256, file: `${runbook.id}.yml` };
  });
  return {
    list: () => shelved,
    find: (slug) => shelved.find(({ runbook }) => runbook.id === slug),
    readSnapshot: (source, slug) => read(source, `${slug}.yml`),
  };
}

function read(source: string, file: string) {
  const answer = readRunbook(source, file, CONNECTIONS);
  assert.ok(answer.ok, answer.ok ? "" : answer.problems.map(formatProblem).join("\n"));
  return answer.runbook;
}

export type Answers = {
  /** What a read of the target finds; the whole answer's body. */
  readonly read?: (intent: Extract<RunIntent, { do: "read-back" }>) => Json;
  readonly status?: number;
  /** What a freeze that a run follows is now. */
  readonly freeze?: Json;
  /** The body of a target's answer to a change. */
  readonly json?: Json;
};

/** Answers everything that runs have asked so far, and what follows from that; returns what was sent. */
export async function answerWorld(ctx: Context, answers: Answers = {}) {
  const muster: Context = { ...ctx, actor: { type: "muster", via: "job" } };
  const sent: Extract<RunIntent, { do: "send-request" }>[] = [];
  const done = handled.get(ctx.db) ?? new Set<string>();
  handled.set(ctx.db, done);
  for (let round = 0; round < 20; round += 1) {
    const rows = await ctx.db.select().from(outbox).orderBy(outbox.seq);
    const open = rows.filter(({ id, effect }) => effect.kind === "run" && !done.has(id));
    if (open.length === 0) return sent;
    for (const { id, effect } of open) {
      done.add(id);
      if (effect.kind === "run") await hear(effect);
    }
  }
  throw new Error("runs ask without end");

  async function hear({ runId, intent }: { runId: string; intent: RunIntent }): Promise<void> {
    if (intent.do === "send-request") sent.push(intent);
    for (const event of answer(intent, answers, ctx.clock.now())) {
      await advanceRun(muster, runId, event);
    }
  }
}

const handled = new WeakMap<object, Set<string>>();

function answer(intent: RunIntent, answers: Answers, now: Date): RunEvent[] {
  const { step, attempt } = intent;
  const at = { step, attempt };
  switch (intent.do) {
    case "preflight":
      return [{ ...at, type: "preflighted", findings: [] }];
    case "read-metrics": {
      const readings = intent.queries.map(({ name }) => {
        return [name, { ok: true, value: 1, at: now.toISOString() }] as const;
      });
      const values = Object.fromEntries(readings);
      return [{ ...at, type: "metrics-read", reading: intent.reading, readings: values }];
    }
    case "read-back": {
      const json = answers.read?.(intent) ?? {};
      const found = intent.stub ?? { ok: true as const, status: 200, json };
      return [{ ...at, type: "read-answered", reading: intent.reading, answer: found }];
    }
    case "follow-freeze": {
      const answer = { ok: true as const, status: 200, json: answers.freeze ?? {} };
      return [{ ...at, type: "freeze-seen", answer }];
    }
    case "send-request": {
      const given = intent.stub ?? { status: answers.status ?? 200, json: answers.json ?? {} };
      const { send } = intent;
      return [
        { ...at, type: "effect-sent", send },
        { ...at, type: "effect-answered", send, answer: given },
      ];
    }
  }
}
