// A plan with everything that a plan can hold, and any words put in.
import type { RunPlan } from "../../src/domain/runbook/plan/plan.ts";
import { sampleChanges } from "./change-samples.ts";

export function samplePlan(text: string): RunPlan {
  const { http, flag, dispatch } = sampleChanges(text);
  const step = {
    title: text,
    isAutomatic: false,
    reads: [],
    options: [],
    collects: [],
    assumed: [],
  } as const;
  return {
    runbook: "fallback-payment-gateway",
    title: text,
    inputs: { gateway: text, pct: 100 },
    lock: text,
    deadlineMs: 7_200_000,
    steps: [
      {
        ...step,
        number: 1,
        id: "drop",
        kind: "check",
        isAutomatic: true,
        condition: "auth_rate < 0.9",
        reads: [
          {
            kind: "metric",
            name: "auth_rate",
            query: {
              ok: true,
              value: {
                name: "auth_rate",
                source: { kind: "prometheus", connection: "prometheus", promql: text },
              },
            },
          },
          { kind: "metric", name: "payu", query: { ok: false, message: text } },
        ],
      },
      {
        ...step,
        number: 2,
        id: "decide",
        kind: "choice",
        text,
        options: [{ label: text, goto: "switch" }, { label: "No" }],
        timeoutMs: 600_000,
      },
      {
        ...step,
        number: 3,
        id: "switch",
        kind: "http",
        when: 'steps.decide.output.value == "full"',
        approval: { need: 2, from: ["oncall:payments"], exclude: ["operator"], timeout: 1_800_000 },
        reads: [{ kind: "read", purpose: "before", read: http }],
        change: { ok: true, value: http },
        verify: { request: http, pointer: "/pct", equals: 100 },
        undo: { kind: "request", change: { ok: true, value: http }, validForMs: 1_800_000 },
        assumed: [{ name: "steps.switch.output.id", value: text }],
      },
      {
        ...step,
        number: 4,
        id: "flag",
        kind: "flag",
        change: { ok: true, value: flag },
        undo: { kind: "auto" },
      },
      {
        ...step,
        number: 5,
        id: "mode",
        kind: "github",
        change: { ok: false, message: text },
        undo: { kind: "irreversible", why: text },
      },
      {
        ...step,
        number: 6,
        id: "dispatch",
        kind: "github",
        change: { ok: true, value: dispatch },
        undo: { kind: "undoes", steps: ["switch", "flag"] },
      },
      {
        ...step,
        number: 7,
        id: "say",
        kind: "announce",
        announcement: { to: ["stakeholders"], text },
      },
      { ...step, number: 8, id: "ask", kind: "manual", collects: ["refunds", "ticket"] },
    ],
  };
}
