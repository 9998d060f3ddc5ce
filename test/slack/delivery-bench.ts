// A database, a clock, the rehearsal Slack and the delivery between them: what a test of delivery needs.
import { pino } from "pino";
import type { Effect } from "../../src/domain/effect.ts";
import { drainLane } from "../../src/jobs/drain-lane.ts";
import type { Context } from "../../src/operations/context.ts";
import { recordPeople } from "../../src/operations/record-delivery.ts";
import type { SlackOptions } from "../../src/rehearsal/slack/types.ts";
import { createSlackClients } from "../../src/slack/clients.ts";
import { type Circuit, createCircuit } from "../../src/slack/deliver/circuit.ts";
import { createSlackDelivery } from "../../src/slack/deliver/delivery.ts";
import {
  findNextDueAt,
  type LaneLease,
  listDueLanes,
  type OutboxRow,
} from "../../src/storage/outbox.ts";
import { everyScope, type Rehearsal, rehearse } from "../rehearsal/slack/rehearse.ts";
import { openWorkbench, type Workbench } from "../support/operations.ts";

export type DeliveryBench = AsyncDisposable & {
  readonly bench: Workbench;
  readonly slack: Rehearsal;
  readonly circuit: Circuit;
  readonly dead: readonly { readonly row: OutboxRow; readonly reason: string }[];
  readonly logged: readonly { readonly level: number; readonly msg: string }[];
  /** Carries out what is owed, forwarding the clock to whatever becomes due within `ms`. */
  settle(ms?: number): Promise<void>;
  /** One round of what is due now, the clock untouched. */
  drain(): Promise<void>;
};

export type BenchOptions = {
  readonly slack?: Partial<SlackOptions>;
  readonly scopes?: readonly string[];
  readonly change?: Partial<Context>;
};

export async function openDeliveryBench(options: BenchOptions = {}): Promise<DeliveryBench> {
  const { slack: changes = {}, scopes = everyScope, change = {} } = options;
  const bench = await openWorkbench(change);
  const { clock, ctx } = bench;
  const slack = await rehearse({ clock, channels: [], ...changes }, [...scopes]);
  const logged: { level: number; msg: string }[] = [];
  const log = pino(
    { level: "debug" },
    { write: (line: string) => logged.push(JSON.parse(line) as { level: number; msg: string }) },
  );
  const circuit = createCircuit(clock, log);
  const { outbox } = createSlackClients({
    token: "xoxb-test",
    apiUrl: slack.apiUrl,
    logger: silent,
  });
  const deliverSlack = createSlackDelivery({ deps: ctx, client: outbox, circuit, log });
  const dead: { row: OutboxRow; reason: string }[] = [];
  const drains = {
    db: ctx.db,
    clock,
    log,
    owner: "test",
    lost: new Set<LaneLease>(),
    deliver: async (effect: Effect, attempt: Parameters<typeof deliverSlack>[1]) => {
      if (effect.kind === "run" || effect.kind === "freeze") return { kind: "done" } as const;
      return await deliverSlack(effect, attempt);
    },
    onDead: async (row: OutboxRow, reason: string) => {
      dead.push({ row, reason });
      await Promise.resolve();
    },
    onSettled: () => undefined,
    onTaken: () => undefined,
  };
  await recordPeople(
    ctx,
    slack.state.users.map((user) => ({
      user: user.id,
      teamId: user.teamId,
      handle: user.name,
      name: user.realName,
      email: user.email,
      zone: user.tz,
      isMember: true,
      refusal: null,
      fetchedAt: clock.now(),
    })),
  );

  async function drain(): Promise<void> {
    const lanes = await listDueLanes(ctx.db, clock.now(), { limit: 100 });
    const { signal } = new AbortController();
    await Promise.all(lanes.map((lane) => drainLane(drains, lane, signal)));
  }
  async function settle(ms = 10_000): Promise<void> {
    const end = clock.now().getTime() + ms;
    for (;;) {
      while ((await listDueLanes(ctx.db, clock.now(), { limit: 1 })).length > 0) await drain();
      const next = await findNextDueAt(ctx.db, clock.now());
      if (!next || next.getTime() > end) return;
      await clock.forward(next.getTime() - clock.now().getTime());
    }
  }
  return {
    bench,
    slack,
    circuit,
    dead,
    logged,
    settle,
    drain,
    async [Symbol.asyncDispose]() {
      await slack[Symbol.asyncDispose]();
      await bench[Symbol.asyncDispose]();
    },
  };
}

const nothing = () => undefined;
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => "error",
  setName: nothing,
} as unknown as NonNullable<Parameters<typeof createSlackClients>[0]["logger"]>;

export const INCIDENT = {
  title: "Płatności: autoryzacje spadły",
  priority: "P1",
  service: "checkout",
} as const;
