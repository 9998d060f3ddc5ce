// Starts the hooks on a port of their own, with a map for a table.
import { after } from "node:test";
import Fastify from "fastify";
import type { Hook } from "../../src/intake/hook.ts";
import { type HookRefusal, type HookRoutesOptions, hookRoutes } from "../../src/intake/routes.ts";
import { type DeliveryRow, openDeliveryStore } from "../../src/intake/store-deliveries.ts";
import { fixture } from "./deliveries.ts";

const hooks: readonly Hook[] = [
  { name: "alertmanager", source: "alertmanager", auth: { kind: "none" } },
  { name: "generic", source: "generic", auth: { kind: "none" } },
  {
    name: "shop-grafana",
    source: "grafana",
    auth: { kind: "token", secrets: ["old-token", "new token/ł"] },
  },
  { name: "robot", source: "uptimerobot", auth: { kind: "token", secrets: ["r".repeat(150)] } },
  { name: "sentry", source: "sentry", auth: { kind: "signature", secrets: ["client-secret"] } },
  {
    name: "signed",
    source: "grafana",
    auth: { kind: "signature", secrets: ["s"], timestampHeader: "X-Time" },
  },
];
export const now = new Date("2026-11-22T12:45:00Z");
export const firing = Buffer.from(fixture("alertmanager/real-firing.json"));

/** Muster's hooks on a port of their own; the table of deliveries is a map, as unique by key as the real one. */
export async function startHooks(changes: Partial<HookRoutesOptions> = {}) {
  const table = new Map<string, DeliveryRow>();
  const refused: HookRefusal[] = [];
  const counted: { hook: string; source: string; status: number }[] = [];
  const deliveries = openDeliveryStore({
    onFailure: () => undefined,
    insert: (rows) => {
      for (const row of rows) if (!table.has(row.deliveryKey)) table.set(row.deliveryKey, row);
      return Promise.resolve(rows.map((row) => table.get(row.deliveryKey) ?? row));
    },
  });
  const app = Fastify({ forceCloseConnections: true });
  app.register(
    hookRoutes({
      hooks,
      store: deliveries.store,
      clock: { now: () => now },
      countDelivery: (labels) => counted.push(labels),
      onRefused: (refusal) => refused.push(refusal),
      ...changes,
    }),
  );
  // A neighbour that wants JSON must not notice the hooks' way with bodies.
  app.post("/elsewhere", (request) => Promise.resolve({ got: request.body }));
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  after(() => app.close());
  const post = (path: string, body: string | Uint8Array = firing, headers = {}, method = "POST") =>
    fetch(`${url}${path}`, { method, body: Buffer.from(body), headers, redirect: "manual" });
  return { url, post, table, refused, counted, port: Number(new URL(url).port) };
}
