// Owns what the shop remembers over a restart, and how each journal entry changes it.

import {
  type Certificate,
  type DnsRecord,
  newSite,
  type Restore,
  type Site,
} from "./admin/site.ts";
import type { Alert } from "./alertmanager-body.ts";
import type { StoredAnswer } from "./answer.ts";
import { type Environment, type FlagSetting, type Flags, newFlags } from "./flags/flag.ts";
import { applyHubEntry } from "./github/hub/hub-state.ts";
import type { HubEntry, HubState } from "./github/hub/hub-types.ts";
import { newHub } from "./github/hub/seed.ts";
import { type Commit, type Deployment, newReleases, type Releases } from "./github/release.ts";
import type { WorkflowRun } from "./github/workflow.ts";
import {
  type Gateway,
  gateways,
  type Hindrance,
  type LoggedRequest,
  type Route,
  type Routes,
  type ShopEvent,
  type Trouble,
} from "./types.ts";

/** What a group's last accepted notification said. */
export type Sent = { readonly at: string; readonly firing: readonly string[] };

export type ShopState = {
  readonly routes: Routes;
  readonly flags: Flags;
  readonly releases: Releases;
  readonly workflowRuns: readonly WorkflowRun[];
  readonly github: HubState;
  readonly site: Site;
  readonly troubles: readonly Trouble[];
  readonly hindrances: readonly Hindrance[];
  /** By fingerprint: what fires, and what has ended but is not told yet. */
  readonly alerts: Readonly<Record<string, Alert>>;
  readonly sent: Readonly<Record<string, Sent>>;
  readonly log: readonly LoggedRequest[];
  readonly events: readonly ShopEvent[];
  readonly answers: Readonly<Record<string, StoredAnswer>>;
};

export type Entry =
  | HubEntry
  | { readonly kind: "route"; readonly route: Route }
  | { readonly kind: "trouble"; readonly trouble: Trouble; readonly isBroken: boolean }
  | { readonly kind: "hindrance"; readonly hindrance: Hindrance; readonly isOn: boolean }
  | { readonly kind: "alert"; readonly alert: Alert }
  | {
      readonly kind: "sent";
      readonly group: string;
      readonly sent: Sent;
      /** Fingerprints of ended alerts that need no further telling. */
      readonly told: readonly string[];
    }
  | {
      readonly kind: "flag";
      readonly flag: string;
      readonly environment: Environment;
      readonly setting: FlagSetting;
    }
  | { readonly kind: "commit"; readonly commit: Commit }
  /** Ids are given in order, so the highest is the newest. */
  | { readonly kind: "deployment"; readonly deployment: Deployment }
  /** Takes the place of an earlier one with the same id. */
  | { readonly kind: "workflow-run"; readonly run: WorkflowRun }
  | { readonly kind: "policy"; readonly policy: Site["catalogue"] }
  | { readonly kind: "certificate"; readonly certificate: Certificate }
  | { readonly kind: "record"; readonly host: string; readonly record: DnsRecord }
  | { readonly kind: "restore"; readonly restore: Restore }
  | { readonly kind: "event"; readonly event: ShopEvent }
  | { readonly kind: "request"; readonly request: LoggedRequest; readonly answer?: StoredAnswer }
  | { readonly kind: "snapshot"; readonly state: Partial<ShopState> };

/** Enough to count a rehearsal's effects; older requests and answers are forgotten. */
const keptRequests = 1000;
const keptEvents = 100;

export function newShopState(now: Date): ShopState {
  const routes = {} as Record<Gateway, Route>;
  for (const gateway of gateways) {
    routes[gateway] = { gateway, fallback: null, fallback_pct: 0, revision: 1 };
  }
  return {
    routes,
    flags: newFlags(now),
    releases: newReleases(now),
    workflowRuns: [],
    github: newHub(now),
    site: newSite(now),
    troubles: [],
    hindrances: [],
    alerts: {},
    sent: {},
    log: [],
    events: [],
    answers: {},
  };
}

export function applyEntry(state: ShopState, entry: Entry): ShopState {
  switch (entry.kind) {
    case "route":
      return { ...state, routes: { ...state.routes, [entry.route.gateway]: entry.route } };
    case "trouble":
      return { ...state, troubles: toggled(state.troubles, entry.trouble, entry.isBroken) };
    case "hindrance":
      return { ...state, hindrances: toggled(state.hindrances, entry.hindrance, entry.isOn) };
    case "alert":
      return { ...state, alerts: { ...state.alerts, [entry.alert.fingerprint]: entry.alert } };
    case "sent": {
      const kept = Object.entries(state.alerts).filter(([id]) => !entry.told.includes(id));
      const sent = { ...state.sent, [entry.group]: entry.sent };
      return { ...state, alerts: Object.fromEntries(kept), sent };
    }
    case "flag":
      return { ...state, flags: withSetting(state.flags, entry) };
    case "commit":
    case "deployment":
      return { ...state, releases: withRelease(state.releases, entry) };
    case "workflow-run": {
      const others = state.workflowRuns.filter(({ id }) => id !== entry.run.id);
      return { ...state, workflowRuns: [...others, entry.run] };
    }
    case "github":
    case "github-seed":
    case "github-installation":
    case "github-delivery":
    case "github-id":
      return { ...state, github: applyHubEntry(state.github, entry) };
    case "policy":
    case "certificate":
    case "record":
    case "restore":
      return { ...state, site: withSite(state.site, entry) };
    case "event":
      return { ...state, events: [...state.events, entry.event].slice(-keptEvents) };
    case "request": {
      const { key } = entry.request;
      const answers = key && entry.answer ? keepAnswer(state, key, entry.answer) : state.answers;
      return { ...state, log: [...state.log, entry.request].slice(-keptRequests), answers };
    }
    case "snapshot":
      // A journal of an earlier version knows fewer things; those are as in a new shop.
      return { ...state, ...entry.state };
  }
}

type EntryOf<Kind extends Entry["kind"]> = Extract<Entry, { kind: Kind }>;

function toggled<Item>(items: readonly Item[], item: Item, isOn: boolean): readonly Item[] {
  const others = items.filter((each) => each !== item);
  return isOn ? [...others, item] : others;
}

function withSetting(flags: Flags, { flag, environment, setting }: EntryOf<"flag">): Flags {
  const known = flags[flag];
  if (!known) return flags;
  const settings = { ...known.settings, [environment]: setting };
  return { ...flags, [flag]: { ...known, settings } };
}

function withRelease(releases: Releases, entry: EntryOf<"commit" | "deployment">): Releases {
  if (entry.kind === "commit") {
    return { ...releases, commits: [...releases.commits, entry.commit] };
  }
  return { ...releases, deployments: [...releases.deployments, entry.deployment] };
}

function withSite(
  site: Site,
  entry: EntryOf<"policy" | "certificate" | "record" | "restore">,
): Site {
  switch (entry.kind) {
    case "policy":
      return { ...site, catalogue: entry.policy };
    case "certificate": {
      const { certificate } = entry;
      return {
        ...site,
        certificates: { ...site.certificates, [certificate.host]: certificate },
      };
    }
    case "record":
      return { ...site, records: { ...site.records, [entry.host]: entry.record } };
    case "restore":
      return { ...site, restores: withRestore(site.restores, entry.restore) };
  }
}

function withRestore(restores: Site["restores"], restore: Restore): Site["restores"] {
  const isKnown = restores.some(({ id }) => id === restore.id);
  if (!isKnown) return [...restores, restore];
  return restores.map((each) => (each.id === restore.id ? restore : each));
}

function keepAnswer(
  { answers }: ShopState,
  key: string,
  answer: StoredAnswer,
): ShopState["answers"] {
  return Object.fromEntries(
    [...Object.entries(answers), [key, answer] as const].slice(-keptRequests),
  );
}
