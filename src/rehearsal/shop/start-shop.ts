// Starts the sample shop: its traffic, its alerting and all its HTTP APIs on one loopback port.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Call } from "./call.ts";
import { startGithub } from "./github/start-github.ts";
import { createHttpApi } from "./http-api.ts";
import { openJournal } from "./journal.ts";
import { createShopCore } from "./shop-core.ts";
import type { Entry } from "./shop-state.ts";
import { createSwitches } from "./switches.ts";
import type { Shop, ShopFault, ShopOptions, ShopTokens } from "./types.ts";

const usualTickMs = 250;

/** For a shop that is told no others; it listens on this machine only, and is a toy. */
const sampleTokens: ShopTokens = {
  unleash: "user:sample-unleash",
  launchdarkly: "api-sample-launchdarkly",
  github: "sample-github",
};

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
  const tokens = { ...sampleTokens, ...options.tokens };
  let url = "";
  const github = startGithub({ core, options, token: tokens.github, shopUrl: () => url });
  const takeFault = (call: Call) => github.takeFault(call) ?? faults.shift();
  const server = createServer(
    createHttpApi({ core, token: options.token, tokens, github: github.deps, takeFault }),
  );
  await listen(server, options);
  url = urlOf(server, options.host);
  const tickMs = options.tickMs ?? usualTickMs;
  let alertTo = options.alertTo;
  const listeners = new Set<() => void>();
  const tick = async (seconds = tickMs / 1000) => {
    core.pass(seconds);
    github.settle();
    for (const listener of listeners) listener();
    if (alertTo !== undefined) await core.sendAlerts({ url: alertTo, from: url });
  };
  const timer = tickMs === 0 ? undefined : setInterval(() => void tick(), tickMs);
  const held = onFailure.move();
  return {
    ...createSwitches(core),
    url,
    githubUrl: github.shop.url,
    github: github.shop,
    tokens,
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
      await github[Symbol.asyncDispose]();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      held.dispose();
    },
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
