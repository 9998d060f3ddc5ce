// Owns the shop's running state: every change goes through `record`, which remembers it first.

import { createAlertSender } from "./alert-sender.ts";
import { evaluateAlerts, sentEntry } from "./alert-states.ts";
import { deriveFigures, keepWindow, windowSeconds } from "./figures.ts";
import type { Journal } from "./journal.ts";
import { findViolations } from "./rules.ts";
import { applyEntry, type Entry, newShopState, type ShopState } from "./shop-state.ts";
import { createTraffic, type Slice } from "./traffic.ts";
import type { Clock, Figures } from "./types.ts";

export type ShopCore = {
  readonly now: () => Date;
  state(): ShopState;
  record(entry: Entry): void;
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
  let state = (journal?.entries ?? []).reduce(applyEntry, newShopState());
  journal?.compact({ kind: "snapshot", state });
  const nextSlice = createTraffic(deps.random);
  let slices: readonly Slice[] = [];
  let second = 0;
  const lastHeld = new Map<string, number>();

  const record = (entry: Entry) => {
    journal?.append(entry);
    state = applyEntry(state, entry);
  };
  const addSlice = (seconds: number) => {
    const conditions = { routes: state.routes, troubles: new Set(state.troubles) };
    slices = keepWindow([...slices, nextSlice(conditions, seconds)]);
    second += seconds;
  };
  const evaluate = () => {
    const violations = findViolations(deriveFigures(slices));
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
    figures: () => deriveFigures(slices),
    pass: (seconds) => {
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
