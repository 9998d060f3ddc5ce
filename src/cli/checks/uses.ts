// Whether what the runbooks will change can be changed: each flag, deployment and workflow they name.
import type { Runbook } from "../../domain/runbook/format/format.ts";
import { usesOf } from "../../domain/runbook/run/uses.ts";
import type { ConnectionUse } from "../../domain/runbook/state/intent.ts";
import { lookAtUses } from "../../integrations/preflight/look-at-uses.ts";
import type { Targets } from "../../integrations/targets.ts";
import { bad, type Finding, ok } from "../finding.ts";

/** `sound`: connections that answered well; of the others enough is said. */
export async function checkUses(
  targets: Targets,
  runbooks: readonly Runbook[],
  sound: ReadonlySet<string>,
): Promise<readonly Finding[]> {
  const uses = runbooks.flatMap((runbook) => usesIn(runbook));
  const worthwhile = uses.filter((use) =>
    "connection" in use ? use.kind === "flag" && sound.has(use.connection) : hasAccess(targets),
  );
  const merged = mergeUses(worthwhile);
  const found = await lookAtUses(targets, merged, { isDrill: false });
  if (found.length === 0) {
    return merged.length === 0
      ? []
      : [ok("runbooks", `what they change can be changed (${merged.length} looked at)`)];
  }
  return found.map(({ connection, message, steps }) =>
    bad(`runbook ${steps.join(", ")}`, `${connection}: ${message}`),
  );
}

const hasAccess = ({ github }: Targets): boolean => github.settings.access !== null;

function usesIn(runbook: Runbook): readonly ConnectionUse[] {
  return usesOf(runbook).map((use) => ({
    ...use,
    steps: use.steps.map((step) => `${runbook.id}/${step}`),
  }));
}

function mergeUses(uses: readonly ConnectionUse[]): readonly ConnectionUse[] {
  const merged = new Map<string, ConnectionUse>();
  for (const use of uses) {
    const key = JSON.stringify({ ...use, steps: [] });
    merged.set(key, { ...use, steps: [...(merged.get(key)?.steps ?? []), ...use.steps] });
  }
  return [...merged.values()];
}
