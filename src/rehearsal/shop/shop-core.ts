// Owns the shop's running state: every change goes through `record`, which remembers it first.

import { daysLeft, isMismatched } from "./admin/site.ts";
import { createAlertSender } from "./alert-sender.ts";
import { evaluateAlerts, sentEntry } from "./alert-states.ts";
import { type Conditions, deriveConditions } from "./conditions.ts";
import { deriveFigures, keepWindow, windowSeconds } from "./figures.ts";
import { type Commit, findRunning } from "./github/release.ts";
import { settleRuns } from "./github/settle-runs.ts";
import type { Journal } from "./journal.ts";
import { findViolations } from "./rules.ts";
import { applyEntry, type Entry, newShopState, type ShopState } from "./shop-state.ts";
import { createTraffic, type Slice } from "./traffic.ts";
import type { Clock, Figures } from "./types.ts";

export type ShopCore = {
  readonly now: () => Date;
  state(): ShopState;
  record(entry: Entry): void;
  /** Records that something happened, for people to read. */
  tell(text: string): void;
  /** Does what became due since the last time, such as the work of a workflow's run. */
  settle(): void;
  conditions(): Conditions;
  /** What production runs. */
  release(): Commit | undefined;
  figures(): Figures;
  /** Lets traffic pass in slices of at most `sliceSeconds`, evaluating the rules after each. */
  pass(seconds: number): void;
  sendAlerts(to: { url: string; from: string }): Promise<void>;
  retryAlertsNow(): void;
  stopAlerts(): void;
};

const sliceSeconds = 0.25;

export function createShopCore(deps: {
  readonly clock: Clock;
  readonly random: () => number;
  readonly journal: Journal<Entry> | undefined;
}): ShopCore {
  const { clock, journal } = deps;
  let state = (journal?.entries ?? []).reduce(applyEntry, newShopState(clock.now()));
  journal?.compact({ kind: "snapshot", state });
  const nextSlice = createTraffic(deps.random);
  let slices: readonly Slice[] = [];
  let second = 0;
  const lastHeld = new Map<string, number>();

  const record = (entry: Entry) => {
    journal?.append(entry);
    state = applyEntry(state, entry);
  };
  const tell = (text: string) => {
    record({ kind: "event", event: { at: clock.now().toISOString(), text } });
  };
  let running = findRunning(state.releases, clock.now())?.sha;
  const settle = () => {
    const now = findRunning(state.releases, clock.now());
    if (now && now.sha !== running) tell(`${now.tag} runs in production`);
    running = now?.sha;
    for (const { entries, event } of settleRuns(state, clock.now())) {
      for (const entry of entries) record(entry);
      tell(event);
    }
  };
  const conditions = () => deriveConditions(state, clock.now());
  const figures = () => ({ ...deriveFigures(slices), ...siteFigures(state, clock.now()) });
  const addSlice = (seconds: number) => {
    slices = keepWindow([...slices, nextSlice(conditions(), seconds)]);
    second += seconds;
  };
  const evaluate = () => {
    const violations = findViolations(figures());
    const time = { now: clock.now(), second, lastHeld };
    const { entries, refreshed } = evaluateAlerts(state, violations, time);
    for (const entry of entries) record(entry);
    for (const alert of refreshed) state = applyEntry(state, { kind: "alert", alert });
  };
  const sender = createAlertSender((owed) => record(sentEntry(owed, clock.now())));

  // A shop that just opened its eyes has been trading all along.
  for (let passed = 0; passed < windowSeconds; passed += sliceSeconds) addSlice(sliceSeconds);

  return {
    now: () => clock.now(),
    state: () => state,
    record,
    tell,
    settle,
    conditions,
    release: () => findRunning(state.releases, clock.now()),
    figures,
    pass: (seconds) => {
      settle();
      for (let left = seconds; left > 1e-9; left -= sliceSeconds) {
        addSlice(Math.min(left, sliceSeconds));
        evaluate();
      }
    },
    sendAlerts: (to) => sender.send(state, clock.now(), to),
    retryAlertsNow: sender.retryNow,
    stopAlerts: sender.stop,
  };
}

function siteFigures({ site }: ShopState, now: Date) {
  const days = Object.values(site.certificates).map((each) => [each.host, daysLeft(each, now)]);
  const mismatches = Object.entries(site.records).map(([host, record]) => [
    host,
    isMismatched(record, now) ? 1 : 0,
  ]);
  return {
    certificate_days_left: Object.fromEntries(days) as Figures["certificate_days_left"],
    dns_mismatch: Object.fromEntries(mismatches) as Figures["dns_mismatch"],
  };
}
