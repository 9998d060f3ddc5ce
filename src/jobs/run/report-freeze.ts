// What passed a freeze and what became of its rules, counted and told out of what was recorded.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { escapeText } from "../../domain/runbook/language/sink.ts";
import type { FreezeReport } from "../../domain/runbook/state/freeze-sight.ts";
import { type FreezeEventRow, listFreezeEvents } from "../../storage/freezes.ts";
import { words } from "../../words/words.ts";
import type { RunDeps } from "./run-deps.ts";

const COUNTED: Readonly<Record<string, "exceptions" | "bypasses" | "merges" | "drift">> = {
  "exception.approve": "exceptions",
  "rule.bypassed": "bypasses",
  "push.direct": "bypasses",
  "pull.merged": "merges",
  "rule.removed": "drift",
  "rule.changed": "drift",
};

export async function reportFreeze({ ctx }: RunDeps, freeze: Freeze): Promise<FreezeReport> {
  const { id: freezeId, number, scope, startsAt, ended, endsAt } = freeze;
  const now = ctx.clock.now();
  const to = new Date(ended?.at ?? endsAt ?? now);
  const events = await listFreezeEvents(ctx.db, {
    ...{ freezeId, repositories: scope.repositories },
    ...{ from: new Date(startsAt), to: to < now ? to : now },
  });
  const told = events.filter(({ what }) => COUNTED[what] !== undefined);
  const counts = { exceptions: 0, bypasses: 0, merges: 0, drift: 0 };
  for (const { what } of told) {
    const kind = COUNTED[what];
    if (kind) counts[kind] += 1;
  }
  const lines = told.map(lineOf);
  return { ...counts, text: words.freezeStep.report(`FRZ-${number}`, counts, lines) };
}

function lineOf({ what, at, repository, detail }: FreezeEventRow): string {
  const { title, pull, actor, ref } = detail;
  const parts = [title, pull === undefined ? undefined : `#${pull}`, ref, actor];
  const said = parts.filter((part) => part !== undefined && part !== null).map(String);
  return escapeText(
    `• ${at.toISOString().slice(0, 16).replace("T", " ")} UTC ${what} ${repository ?? ""} ${said.join(" ")}`,
  );
}
