// Muster's pages on a real server and database, with an incident in it that has seen everything.
import { randomUUID } from "node:crypto";
import { pino } from "pino";
import type { Clock } from "../../src/clock.ts";
import type { Alert } from "../../src/domain/alert.ts";
import type { Incident } from "../../src/domain/incident.ts";
import type { RunState } from "../../src/domain/runbook/state/run.ts";
import type { Shop } from "../../src/domain/shop.ts";
import { createMetrics } from "../../src/metrics.ts";
import { addActionItem } from "../../src/operations/add-action-item.ts";
import { changeIncident } from "../../src/operations/change-incident.ts";
import { openIncident } from "../../src/operations/open-incident.ts";
import type { RunbookShelf } from "../../src/operations/runbook-shelf.ts";
import { saveAlerts } from "../../src/storage/alerts.ts";
import { insertDeliveries, saveDead } from "../../src/storage/deliveries.ts";
import { listEffectsOfIncident, saveSettled } from "../../src/storage/outbox.ts";
import { savePerson } from "../../src/storage/people.ts";
import { insertRun, saveRunbookVersion } from "../../src/storage/runs.ts";
import type { PageAccess } from "../../src/web/pages/access.ts";
import { pageRoutes } from "../../src/web/pages/routes.ts";
import { createServer } from "../../src/web/server.ts";
import { openWorkbench, START, type Workbench } from "../support/operations.ts";

export const HOSTILE = `<script>alert(1)</script> & "quotes"`;

export type PagesServer = AsyncDisposable & { readonly url: string; readonly bench: Workbench };

export async function startPages(
  options: {
    access?: PageAccess;
    port?: number;
    isRehearsing?: boolean;
    runbooks?: RunbookShelf;
    shop?: Shop;
    clock?: Clock;
  } = {},
): Promise<PagesServer> {
  const { runbooks, shop, clock } = options;
  const bench = await openWorkbench({
    ...(runbooks && { runbooks }),
    ...(shop && { shop }),
    ...(clock && { clock }),
  });
  const { ctx } = bench;
  const server = await createServer({
    host: "127.0.0.1",
    port: options.port ?? 0,
    log: pino({ level: "silent" }),
    metrics: createMetrics(),
    checks: {},
    hooks: (_app, _options, done) => done(),
    pages: pageRoutes({
      ctx: { ...ctx, actor: { type: "muster", via: "page" } },
      access: options.access ?? { password: null, isLocal: true },
      isRehearsing: options.isRehearsing ?? false,
      writePostMortem: ({ number, title }) =>
        Promise.resolve(`# INC-${number}\n\n${title}\n\n[x](javascript:alert(1)) **bold**\n`),
    }),
  });
  return {
    url: await server.listen(),
    bench,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await bench[Symbol.asyncDispose]();
    },
  };
}

/** An incident with an alert, an acknowledgement, an update, a run, an action item and an effect given up. */
export async function seedIncident({ ctx, clock }: Workbench, title = HOSTILE): Promise<Incident> {
  for (const [user, name] of [
    ["U0ANNA", "Anna Nowak"],
    ["U0PIOTR", "Piotr Lis"],
  ] as const) {
    await savePerson(ctx.db, {
      ...nobody,
      user,
      name,
      handle: name.split(" ")[0]?.toLowerCase() ?? "",
    });
  }
  const opened = await openIncident(ctx, { title, priority: "P1", service: "checkout" });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { id } = opened.incident;
  await saveAlerts(ctx.db, [{ ...alert, id: randomUUID(), incidentId: id }]);
  await clock.forward(60_000);
  await changeIncident(ctx, id, { kind: "acknowledge" });
  await changeIncident(ctx, id, { kind: "assign-lead", user: "U0PIOTR" });
  await clock.forward(60_000);
  await changeIncident(ctx, id, { kind: "post-update", text: `Moving traffic. ${HOSTILE}` });
  await addActionItem(ctx, id, {
    text: "Raise the limit",
    owner: "U0ANNA",
    dueOn: "2026-12-04",
    createdBy: "U0ANNA",
  });
  await seedRun(ctx, id);
  const [effect] = await listEffectsOfIncident(ctx.db, id);
  if (!effect) throw new Error("the incident owes nothing");
  const reason = "restricted_action: ask an admin";
  await saveSettled(ctx.db, effect, { state: "dead", reason, settledAt: clock.now() });
  return opened.incident;
}

export async function seedDeadLetter({ ctx }: Workbench): Promise<string> {
  const id = randomUUID();
  const body = Buffer.from(JSON.stringify({ token: "hunter2", text: HOSTILE }));
  const headers = { "content-type": "application/json", "user-agent": "Grafana" };
  await insertDeliveries(ctx.db, [
    {
      ...{ id, hook: "grafana", source: "grafana", deliveryKey: id, method: "POST" },
      ...{ path: "/hooks/grafana/***", query: "", headers, body, isKeyedByBody: true, copies: 1 },
      receivedAt: START,
    },
  ]);
  await saveDead(ctx.db, id, "The body is not Grafana's.");
  return id;
}

const nobody = {
  teamId: "T1",
  email: null,
  zone: "Europe/Warsaw",
  isMember: true,
  refusal: null,
  fetchedAt: START,
} as const;

const alert: Omit<Alert, "id" | "incidentId"> = {
  hook: "alertmanager",
  source: "alertmanager",
  alertKey: "fp1",
  service: "checkout",
  state: "firing",
  title: "Payment authorization rate at stripe is 80.3 pp under its baseline",
  summary: "stripe authorizes 10.2 % of payments",
  priority: "P1",
  labels: { gateway: "stripe" },
  value: "10.2",
  baseline: "90.5",
  links: [
    { label: "source", url: "https://prom.example/graph?g0.expr=x" },
    { label: "evil", url: "javascript:alert(1)" },
  ],
  groupKey: null,
  startedAt: START,
  stateAt: START,
  firstSeenAt: START,
  lastSeenAt: START,
  recoveredAt: null,
  joinedAt: START,
  occurrence: 1,
  count: 3,
  lastDeliveryId: null,
};

async function seedRun(ctx: Workbench["ctx"], incidentId: string): Promise<void> {
  const versionId = await saveRunbookVersion(ctx.db, {
    ...{ id: randomUUID(), slug: "fallback-payment-gateway", sha256: "00", source: "muster: 1\n" },
    firstSeenAt: START,
  });
  const id = randomUUID();
  const by = { id: "U0PIOTR", name: "Piotr Lis" };
  const at = START.toISOString();
  const step = { attempt: 1, decisions: [], timers: {}, reads: 0, reminders: 0 } as const;
  const state: RunState = {
    ...{
      id,
      runbook: "fallback-payment-gateway",
      mode: "live",
      state: "running",
      cursor: "recovered",
    },
    inputs: { from: "stripe", to: "payu" },
    facts: { zone: "Europe/Warsaw" },
    startedAt: at,
    startedBy: by,
    steps: [
      {
        ...{
          ...step,
          id: "switch",
          kind: "http",
          state: "succeeded",
          title: "100 % to payu &amp; paypal",
        },
        settledAt: at,
        decisions: [{ attempt: 1, by, at, action: "run" }],
        effect: {
          direction: "do",
          sha: "",
          change: {
            ...{
              kind: "http",
              connection: "routing-admin",
              method: "PUT",
              path: "/v1/routes/stripe",
            },
            ...{ query: [], headers: {} },
          },
          ...{ repeat: "safe", generation: 1, sends: 1, phase: "answered", status: 200 },
        },
      },
      {
        ...{ ...step, id: "recovered", kind: "wait", state: "waiting" },
        title: "Authorization rate is back",
      },
      { ...{ ...step, id: "over", kind: "end", state: "pending", attempt: 0 }, title: "Over" },
    ],
  };
  await insertRun(ctx.db, {
    ...{
      id,
      versionId,
      slug: "fallback-payment-gateway",
      incidentId,
      lockKey: null,
      mode: "live",
      triggerKey: null,
      isOpen: 1,
    },
    ...({ mode: "live", triggerKey: null, isOpen: 1 } as const),
    ...{ state, startedBy: "U0PIOTR", startedAt: START },
  });
}
