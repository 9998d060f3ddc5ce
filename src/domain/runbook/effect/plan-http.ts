// An http step as one request, with the reads that say whether it took effect and whether it happened.

import type { HttpStep } from "../format/step-format.ts";
import type { Bindings } from "../language/bindings.ts";
import type { Planned } from "./effect-plan.ts";
import { renderReadBack, renderRequest } from "./request.ts";

export function planHttp(step: HttpStep, bindings: Bindings): Planned {
  const request = renderRequest(step, bindings);
  if (!request.ok) return { ok: false, where: "request", message: request.message };
  const verify = step.verify && renderReadBack(step.verify, bindings);
  if (verify && !verify.ok) return { ok: false, where: "verify", message: verify.message };
  const probe = step.probe && renderReadBack(step.probe, bindings);
  if (probe && !probe.ok) return { ok: false, where: "probe", message: probe.message };
  return {
    ok: true,
    plan: {
      change: request.value,
      repeat: step.repeat ?? "safe",
      ...(verify ? { verify: { ...verify.value, withinMs: step.verify?.within ?? 0 } } : {}),
      ...(verify ? { after: verify.value.equals } : {}),
      ...(probe ? { probe: probe.value } : {}),
    },
  };
}
