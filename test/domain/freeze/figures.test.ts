// Figures of how far GitHub is from what is wanted of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf } from "../../../src/domain/freeze/figures.ts";
import type { Freeze } from "../../../src/domain/freeze/freeze.ts";
import type { FrozenRepository } from "../../../src/domain/freeze/repository.ts";
import { neverSeen } from "../../../src/domain/freeze/standing.ts";
import { freezeAt } from "../../web/freeze-seed.ts";

const now = new Date("2026-11-27T18:00:00Z");
const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

const freeze = (change: Partial<Freeze> = {}): Freeze => ({
  ...freezeAt(now, change),
  ...{ number: 1, version: 1 },
});

const row = (state: FrozenRepository["state"], minutes: number): FrozenRepository => ({
  ...neverSeen("shop/web", { state: "unknown", since: ago(minutes) }),
  state,
});

test("where everything is as wanted nothing lags", () => {
  assert.equal(figuresOf([], [], now).lagSeconds, 0);
  assert.equal(figuresOf([], [row("open", 600)], now).lagSeconds, 0);
  const { repositories, lagSeconds } = figuresOf([freeze()], [row("frozen", 30)], now);
  assert.deepEqual([repositories.frozen, repositories.unknown, lagSeconds], [1, 0, 0]);
  assert.equal(figuresOf([freeze()], [row("unenforced", 30)], now).lagSeconds, 0);
});

test("a repository that nobody looked at since the start is unknown, and lags since then", () => {
  const { repositories, lagSeconds } = figuresOf([freeze()], [], now);
  assert.deepEqual([repositories.unknown, lagSeconds], [1, 3600]);
});

test("one that was ready before the start lags since the start, one that drifted since it did", () => {
  assert.equal(figuresOf([freeze()], [row("staged", 600)], now).lagSeconds, 3600);
  assert.equal(figuresOf([freeze()], [row("drifted", 10)], now).lagSeconds, 600);
});

test("one that is still held lags since its freeze ended", () => {
  const ended = { at: ago(5), by: { type: "muster", via: "timer" }, why: "over" } as const;
  const lifting = freeze({ state: "lifting", ended });
  assert.equal(figuresOf([lifting], [row("frozen", 60)], now).lagSeconds, 300);
});

test("a coming freeze wants nothing held yet", () => {
  const coming = freeze({ state: "scheduled", startsAt: ago(-60) });
  assert.equal(figuresOf([coming], [row("open", 60)], now).lagSeconds, 0);
});
