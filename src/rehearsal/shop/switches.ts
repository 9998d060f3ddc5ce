// What people beside the stage can do to the shop: break it, heal it, hinder it, set a flag by hand.
import { changeRecord } from "./admin/dns.ts";
import {
  checkoutHost,
  newCertificate,
  rightAddress,
  shopHost,
  wrongAddress,
} from "./admin/site.ts";
import { describeSwitch, onlyVariation, serveVariation, switchFlag } from "./flags/change-flag.ts";
import type { Environment, Flag } from "./flags/flag.ts";
import {
  deploymentMs,
  deriveStatuses,
  nextCommit,
  productionEnvironment,
  ship,
} from "./github/release.ts";
import type { ShopCore } from "./shop-core.ts";
import type { Entry } from "./shop-state.ts";
import type { FlagSwitches, Hindrance, Shop, Trouble } from "./types.ts";

type Switches = Pick<
  Shop,
  | "break"
  | "heal"
  | "isBroken"
  | "broken"
  | "hinder"
  | "hindered"
  | "flags"
  | "routes"
  | "site"
  | "deployments"
  | "workflowRuns"
  | "release"
  | "figures"
  | "log"
  | "events"
  | "firing"
>;

export function createSwitches(core: ShopCore): Switches {
  const set = (trouble: Trouble, isBroken: boolean) => {
    if (core.state().troubles.includes(trouble) === isBroken) return;
    core.record({ kind: "trouble", trouble, isBroken });
    for (const entry of consequences(core, trouble, isBroken)) core.record(entry);
    core.tell(isBroken ? `trouble: ${words[trouble]}` : `healed: ${words[trouble]}`);
  };
  return {
    break: (trouble) => set(trouble, true),
    heal: (trouble) => {
      for (const each of trouble ? [trouble] : core.state().troubles) set(each, false);
    },
    isBroken: (trouble) => core.state().troubles.includes(trouble),
    broken: () => core.state().troubles,
    hinder: (hindrance, isOn) => hinder(core, hindrance, isOn),
    hindered: () => core.state().hindrances,
    flags: flagSwitches(core),
    routes: () => core.state().routes,
    site: () => core.state().site,
    deployments: () =>
      core.state().releases.deployments.map((deployment) => ({
        ...deployment,
        state: deriveStatuses(deployment, core.now()).at(-1)?.state,
      })),
    workflowRuns: () => {
      core.settle();
      return core.state().workflowRuns;
    },
    release: () => core.release(),
    figures: () => core.figures(),
    log: () => core.state().log,
    events: () => core.state().events,
    firing: () =>
      Object.values(core.state().alerts)
        .filter((alert) => alert.endsAt === null)
        .map((alert) => ({
          alertname: alert.labels["alertname"] ?? "",
          since: new Date(alert.startsAt),
        })),
  };
}

const words: Readonly<Record<Trouble, string>> = {
  stripe: "Stripe stops authorizing",
  payu: "PayU stops authorizing",
  paypal: "PayPal stops authorizing",
  flag: "new-checkout throws errors",
  release: "a bad release",
  peak: "a traffic surge",
  certificate: `the certificate of ${shopHost} has expired`,
  dns: `${checkoutHost} points to a wrong address`,
};

/** What comes with a trouble besides being one. */
function consequences(core: ShopCore, trouble: Trouble, isBroken: boolean): readonly Entry[] {
  switch (trouble) {
    case "flag":
      return isBroken ? rollOut(core) : [];
    case "release":
      return shipRelease(core, isBroken);
    case "certificate": {
      const certificate = newCertificate(shopHost, core.now(), isBroken ? -0.01 : 90);
      return [{ kind: "certificate", certificate }];
    }
    case "dns": {
      const record = core.state().site.records[checkoutHost];
      const value = isBroken ? wrongAddress : rightAddress;
      return record ? changeRecord(record, { value }, core.now()) : [];
    }
    case "stripe":
    case "payu":
    case "paypal":
    case "peak":
      return [];
  }
}

/** A repair is needed only where the bad release still runs. */
function shipRelease(core: ShopCore, isBad: boolean): readonly Entry[] {
  if (!isBad && !core.release()?.isBad) return [];
  const now = core.now();
  const { releases } = core.state();
  const commit = nextCommit(releases, now, isBad);
  const deployment = {
    ...ship(commit, productionEnvironment, now.getTime() - deploymentMs.done),
    id: Math.max(...releases.deployments.map(({ id }) => id)) + 1,
  };
  return [
    { kind: "commit", commit },
    { kind: "deployment", deployment },
  ];
}

/** The feature goes to everybody, as it did just before the errors began. */
function rollOut(core: ShopCore): readonly Entry[] {
  const flag = core.state().flags["new-checkout"];
  if (!flag) return [];
  const place = { flag, environment: "production", now: core.now() } as const;
  const entries = serveVariation(place, "one-page");
  const [change] = entries;
  const setting = change?.kind === "flag" ? change.setting : flag.settings.production;
  const settings = { ...flag.settings, production: setting };
  return [...entries, ...switchFlag({ ...place, flag: { ...flag, settings } }, true)];
}

function hinder(core: ShopCore, hindrance: Hindrance, isOn: boolean): void {
  if (core.state().hindrances.includes(hindrance) === isOn) return;
  core.record({ kind: "hindrance", hindrance, isOn });
  core.tell(isOn ? hindranceWords[hindrance] : `no longer: ${hindranceWords[hindrance]}`);
}

const hindranceWords: Readonly<Record<Hindrance, string>> = {
  "change-requests": "production's flags need an approval",
  "github-down": "GitHub is down",
  "github-hooks-lost": "GitHub's events get lost",
  "github-no-admin": "Muster may not manage rules on GitHub",
  "read-only-tokens": "tokens may only read",
};

function flagSwitches(core: ShopCore): FlagSwitches {
  const find = (name: string): Flag => {
    const { flags } = core.state();
    const flag = flags[name];
    if (!flag) throw new Error(`no flag "${name}"; there are ${Object.keys(flags).join(", ")}`);
    return flag;
  };
  return {
    all: () => {
      core.settle();
      return core.state().flags;
    },
    read: (name, environment: Environment = "production") => {
      core.settle();
      const { enabled, servesFalse, variants } = find(name).settings[environment];
      return { isOn: enabled && !servesFalse, variation: onlyVariation(variants) };
    },
    set: (name, isOn, environment: Environment = "production") => {
      const place = { flag: find(name), environment, now: core.now() };
      const entries = switchFlag(place, isOn);
      for (const entry of entries) core.record(entry);
      if (entries.length > 0) core.tell(describeSwitch(place, isOn, "hand"));
    },
  };
}
