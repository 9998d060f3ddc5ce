// Starts the sample shop: its traffic, its alerting and its HTTP API on one loopback port.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpApi } from "./http-api.ts";
import { openJournal } from "./journal.ts";
import { createShopCore, type ShopCore } from "./shop-core.ts";
import type { Entry } from "./shop-state.ts";
import type { Shop, ShopFault, ShopOptions, Trouble } from "./types.ts";

const usualTickMs = 250;

export async function startShop(options: ShopOptions): Promise<Shop> {
  using onFailure = new DisposableStack();
  const journal = options.journalFile
    ? onFailure.use(openJournal<Entry>(options.journalFile))
    : undefined;
  const core = createShopCore({
    clock: options.clock ?? { now: () => new Date() },
    random: options.random ?? Math.random,
    journal,
  });
  const faults: ShopFault[] = [];
  const server = createServer(
    createHttpApi({ core, token: options.token, takeFault: () => faults.shift() }),
  );
  await listen(server, options);
  const url = urlOf(server, options.host);
  const tickMs = options.tickMs ?? usualTickMs;
  let alertTo = options.alertTo;
  const listeners = new Set<() => void>();
  const tick = async (seconds = tickMs / 1000) => {
    core.pass(seconds);
    for (const listener of listeners) listener();
    if (alertTo !== undefined) await core.sendAlerts({ url: alertTo, from: url });
  };
  const timer = tickMs === 0 ? undefined : setInterval(() => void tick(), tickMs);
  const held = onFailure.move();
  return {
    ...switches(core),
    url,
    alertTo: (target) => {
      alertTo = target;
      core.retryAlertsNow();
    },
    misbehave: (fault, times) => {
      for (let count = 0; count < times; count += 1) faults.push(fault);
    },
    tick,
    onTick: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      core.stopAlerts();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      held.dispose();
    },
  };
}

function switches(core: ShopCore) {
  const set = (trouble: Trouble, isBroken: boolean) => {
    if (core.state().troubles.includes(trouble) !== isBroken) {
      core.record({ kind: "trouble", trouble, isBroken });
    }
  };
  return {
    break: (trouble: Trouble) => set(trouble, true),
    heal: (trouble?: Trouble) => {
      for (const each of trouble ? [trouble] : core.state().troubles) set(each, false);
    },
    isBroken: (trouble: Trouble) => core.state().troubles.includes(trouble),
    broken: () => core.state().troubles,
    routes: () => core.state().routes,
    figures: () => core.figures(),
    log: () => core.state().log,
    firing: () =>
      Object.values(core.state().alerts)
        .filter((alert) => alert.endsAt === null)
        .map((alert) => ({
          alertname: alert.labels["alertname"] ?? "",
          since: new Date(alert.startsAt),
        })),
  };
}

async function listen(server: Server, { host, port }: ShopOptions): Promise<void> {
  server.listen(port, host);
  await once(server, "listening");
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
