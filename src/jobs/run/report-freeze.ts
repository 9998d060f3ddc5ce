// What passed a freeze and what became of its rules, counted and told out of what was recorded.
import type { Freeze } from "../../domain/freeze/freeze.ts";
import { exceptionOf, mergedWithout, type ReportedEvent } from "../../domain/freeze/report.ts";
import { escapeText } from "../../domain/runbook/language/sink.ts";
import type { FreezeReport } from "../../domain/runbook/state/freeze-sight.ts";
import { freezeReport } from "../../operations/freezes/tell-report.ts";
import { words } from "../../words/words.ts";
import type { RunDeps } from "./run-deps.ts";

/** Undefined where there is no such freeze. */
export async function reportFreeze(
  { ctx }: RunDeps,
  { id, number }: Freeze,
): Promise<FreezeReport | undefined> {
  const report = await freezeReport(ctx, id);
  if (!report) return undefined;
  const { merged, bypassed, drifted, pushed, exceptions } = report;
  const { approved, used, expired, revoked } = exceptions;
  const counts = {
    exceptions: approved + used + expired + revoked,
    merges: merged.length,
    bypasses: bypassed.length + pushed.length,
    drift: drifted.length,
  };
  const without = mergedWithout(report);
  const excepted = merged.filter((event) => !without.includes(event));
  const told = [...without, ...bypassed, ...pushed, ...drifted, ...excepted].map(lineOf);
  return { ...counts, text: words.freezeStep.report(`FRZ-${number}`, counts, told) };
}

/** Each can be traced to what was recorded, by the beginning of its id. */
function lineOf(event: ReportedEvent): string {
  const { id, at, repository, actor, detail } = event;
  const who = actor.type === "person" ? actor.user : undefined;
  const { pull, title, ref, login, mergedBy } = detail;
  const by = login ?? mergedBy ?? detail["actor"] ?? who;
  const parts = [pull === undefined ? undefined : `#${pull}`, title, ref, by];
  const said = parts.filter((part) => part !== undefined && part !== null).map(String);
  const time = at.slice(0, 16).replace("T", " ");
  const line = `• ${time} UTC, ${repository ?? ""} ${passed(event)} ${said.join(" ")}`;
  return escapeText(`${line.slice(0, 200)} (${id.slice(0, 8)})`);
}

function passed(event: ReportedEvent): string {
  const { freezeStep: say } = words;
  if (event.what !== "pull.merged") return say.passed(event.what);
  return say.merged(exceptionOf(event));
}
