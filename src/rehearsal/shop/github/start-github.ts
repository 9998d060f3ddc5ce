// Builds the shop's GitHub: its memory, its API, its events, and what people do there.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { Call } from "../call.ts";
import type { ShopCore } from "../shop-core.ts";
import type { ShopFault, ShopOptions } from "../types.ts";
import { openCredentials } from "./api/credentials.ts";
import { openLimits } from "./api/limits.ts";
import { createActs, createAdminActs, createSights } from "./create-shop-github.ts";
import { createSettings } from "./create-shop-settings.ts";
import { type GithubCall, type GithubDeps, githubBase } from "./github-api.ts";
import { createHookSender } from "./hooks/create-sender.ts";
import { openHub } from "./hub/open-hub.ts";
import { app } from "./hub/people.ts";
import { settleHub } from "./hub/settle-hub.ts";
import type { GithubFault, ShopGithub } from "./shop-github.ts";

export type RunningGithub = AsyncDisposable & {
  readonly deps: GithubDeps;
  readonly shop: ShopGithub;
  settle(): void;
  takeFault(call: Call): ShopFault | undefined;
};

export type GithubOptions = {
  readonly core: ShopCore;
  readonly options: Pick<ShopOptions, "githubApp" | "githubHookOf" | "eventsTo" | "requestClock">;
  readonly token: string;
  /** Known once the server listens. */
  readonly shopUrl: () => string;
};

/** Enough to count the calls of a long rehearsal. */
const keptCalls = 100_000;

export function startGithub({ core, options, token, shopUrl }: GithubOptions): RunningGithub {
  const address = () => ({ api: `${shopUrl()}${githubBase}`, web: shopUrl() });
  const hub = openHub(core, { address, hookOf: options.githubHookOf ?? "app" });
  let key = options.githubApp?.privateKey;
  const privateKey = () => {
    key ??= newPrivateKey();
    return key;
  };
  const clock = options.requestClock ?? { now: () => new Date() };
  const credentials = openCredentials({ token, privateKey, now: () => clock.now() });
  const limits = openLimits(hub.now);
  const webhookSecret = options.githubApp?.webhookSecret ?? randomBytes(16).toString("hex");
  const sender = createHookSender(hub, { secret: webhookSecret, to: options.eventsTo });
  const calls: GithubCall[] = [];
  const faults: (GithubFault & { left: number })[] = [];
  const onCall = (call: GithubCall) => {
    calls.push(call);
    if (calls.length > keptCalls) calls.shift();
  };
  return {
    deps: { hub, credentials, limits, onCall },
    settle: () => settleHub(hub),
    takeFault: (call) => takeFault(faults, call),
    shop: {
      ...createSights(hub),
      ...createActs(hub),
      ...createAdminActs(hub),
      ...createSettings(hub, { limits, credentials }),
      get url() {
        return address().api;
      },
      token,
      get app() {
        return { id: app.id, slug: app.slug, privateKey: privateKey(), webhookSecret };
      },
      deliverTo: sender.deliverTo,
      delivered: sender.idle,
      calls: () => calls,
      misbehave: (fault) => void faults.push({ ...fault, left: fault.times }),
    },
    [Symbol.asyncDispose]: () => sender[Symbol.asyncDispose](),
  };
}

/** As GitHub hands it out. */
export function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs1", format: "pem" }).toString();
}

function takeFault(
  faults: (GithubFault & { left: number })[],
  { method, path }: Call,
): ShopFault | undefined {
  if (path.slice(0, 2).join("/") !== "api/v3") return undefined;
  const below = `/${path.slice(2).join("/")}`;
  const found = faults.find(
    (each) =>
      each.left > 0 && (each.method ?? method) === method && (each.path?.test(below) ?? true),
  );
  if (!found) return undefined;
  found.left -= 1;
  return found.fault;
}
