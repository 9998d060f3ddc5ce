// Changes of every kind, before the click and after, with any words put in.
import type { Change } from "../../src/domain/runbook/state/change.ts";
import type { UndoState } from "../../src/domain/runbook/state/effect-state.ts";
import type { RunState } from "../../src/domain/runbook/state/run.ts";
import type { Person } from "../../src/domain/runbook/state/stamp.ts";
import type { AppliedChange } from "../../src/domain/runbook/view/describe-changes.ts";
import type { EffectPreview } from "../../src/domain/runbook/view/describe-effect.ts";
import type { StillChanged } from "../../src/operations/list-still-changed.ts";
import type { RunRow } from "../../src/storage/runs.ts";

export const iso = (time: string): string => new Date(`2026-11-27T${time}Z`).toISOString();
export const anna: Person = { id: "U0ANNA", name: "Anna Kowalska" };
export const piotr: Person = { id: "U0PIOTR", name: "Piotr Nowak" };

export const sampleChanges = (text: string) =>
  ({
    http: {
      kind: "http",
      connection: "routing-admin",
      method: "PUT",
      path: "/v1/routes/stripe",
      query: [["dry", "no & never"]],
      headers: { "x-env": "prod" },
      body: { fallback_pct: 100, reason: text },
    },
    flag: {
      kind: "flag",
      connection: "unleash",
      project: "shop",
      env: "production",
      flag: "new-checkout",
      set: "off",
    },
    redeploy: {
      kind: "redeploy",
      repo: "shop/checkout",
      environment: "production",
      sha: "1111111aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      replaces: "2222222bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    },
    dispatch: {
      kind: "dispatch",
      repo: "shop/infra",
      workflow: "set-mode.yml",
      ref: "main",
      inputs: { mode: "read-only", reason: text },
    },
    freeze: {
      kind: "freeze",
      title: text,
      reason: text,
      repositories: ["shop/web", "shop/checkout"],
      startsAt: iso("18:00:00"),
      endsAt: iso("23:00:00"),
      exceptions: { need: 2, from: ["group:release-managers"], validForMinutes: 720 },
    },
    "lift-freeze": {
      kind: "lift-freeze",
      declared: { step: "declare", direction: "do", generation: 1 },
      title: text,
      repositories: ["shop/web", "shop/checkout"],
      endsAt: iso("23:00:00"),
    },
  }) satisfies Readonly<Record<Change["kind"], Change>>;

export function previewOf(change: Change, more: Partial<EffectPreview> = {}): EffectPreview {
  return { changes: [change], sends: 0, sha8: "0a1b2c3d", undo: { kind: "none" }, ...more };
}

export function sampleApplied(text: string): readonly AppliedChange[] {
  const { http, flag, redeploy, dispatch } = sampleChanges(text);
  const undo = (state: UndoState["state"], more: Partial<UndoState> = {}): UndoState => ({
    state,
    plan: {
      of: "switch",
      title: text,
      change: http,
      repeat: "safe",
      certainty: "done",
      generation: 1,
    },
    ...more,
  });
  const at = iso("18:14:00");
  const done = { certainty: "done", at, by: anna } as const;
  return [
    {
      step: "a",
      title: text,
      change: http,
      ...done,
      before: 0,
      after: 100,
      undo: undo("available"),
      current: { value: 100, at: iso("18:40:00") },
    },
    {
      step: "b",
      title: text,
      change: flag,
      ...done,
      before: "on",
      after: "off",
      undo: undo("conflict"),
      current: { value: text, at: iso("18:40:00") },
    },
    {
      step: "c",
      title: text,
      change: redeploy,
      certainty: "unknown",
      at,
      undo: undo("failed"),
      current: { message: text, at: iso("18:40:00") },
    },
    {
      step: "d",
      title: text,
      change: dispatch,
      ...done,
      undo: undo("available", { validUntil: iso("18:20:00") }),
    },
    {
      step: "e",
      title: text,
      change: http,
      ...done,
      undo: undo("undone", { by: piotr, at: iso("18:39:00") }),
    },
    {
      step: "f",
      title: text,
      change: flag,
      ...done,
      undo: undo("left", { by: piotr, note: text }),
    },
    { step: "g", title: text, change: dispatch, ...done, irreversible: text },
    {
      step: "h",
      title: text,
      change: http,
      ...done,
      before: 0,
      after: 100,
      undo: undo("undoing"),
      current: { value: 0, at: iso("18:40:00") },
    },
  ];
}

export const runRow = {
  number: 3,
  eventSeq: 9,
  state: { steps: [] as RunState["steps"] },
} as RunRow;

export function sampleStillChanged(text: string): readonly StillChanged[] {
  return sampleApplied(text).map((change) => ({
    run: runRow,
    runTitle: text,
    change,
    isSettled:
      ["undone", "left"].includes(change.undo?.state ?? "") || change.irreversible !== undefined,
  }));
}
