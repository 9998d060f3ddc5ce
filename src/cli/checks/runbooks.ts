// Whether the folder's runbooks can be read, and whether routes name ones that are there.
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { formatProblem } from "../../config/problem.ts";
import { listRunbookFiles } from "../../config/runbook-folder.ts";
import { type Connection, kindsOf } from "../../domain/connection.ts";
import type { Route } from "../../domain/grouping.ts";
import type { Allowances } from "../../domain/runbook/format/allowances.ts";
import type { Runbook } from "../../domain/runbook/format/format.ts";
import { readRunbook } from "../../domain/runbook/format/read.ts";
import { nearest } from "../../domain/runbook/language/nearest.ts";
import { bad, type Finding, ok, warn } from "../finding.ts";

export type RunbookPlace = {
  readonly runbooksDir: string;
  readonly cwd: string;
  readonly connections: Readonly<Record<string, Connection>>;
  readonly routes: readonly Route[];
  readonly allows: Allowances;
};

export type RunbookCheck = {
  readonly findings: readonly Finding[];
  /** Those that can be run. */
  readonly runbooks: readonly Runbook[];
};

export async function checkRunbooks(place: RunbookPlace): Promise<RunbookCheck> {
  const { runbooksDir, cwd, connections, routes, allows } = place;
  const known = kindsOf(connections);
  try {
    const files = await listRunbookFiles(runbooksDir);
    const reads = await Promise.all(
      files.map(async (file) =>
        readRunbook(await readFile(file, "utf8"), relative(cwd, file), known, allows),
      ),
    );
    const runbooks = reads.flatMap((read) => (read.ok ? [read.runbook] : []));
    const slugs = runbooks.map(({ id }) => id);
    const problems = reads.flatMap((read) => (read.ok ? [] : read.problems));
    const findings = [
      ok("runbooks", `${slugs.length} can be run: ${slugs.join(", ") || "none"}`),
      ...problems.map((problem) => bad("runbooks", formatProblem(problem))),
      ...lostRoutes(routes, slugs),
    ];
    return { findings, runbooks };
  } catch (error) {
    const fix = "Set MUSTER_RUNBOOKS to the folder of runbooks.";
    return { findings: [bad("runbooks", `${(error as Error).message}.`, fix)], runbooks: [] };
  }
}

function lostRoutes(routes: readonly Route[], slugs: readonly string[]): readonly Finding[] {
  return routes.flatMap(({ runbook }) => {
    if (runbook === undefined || slugs.includes(runbook)) return [];
    const meant = nearest(runbook, slugs);
    const fix = meant ? `Did you mean ${meant}?` : "Add it to the folder, or correct the route.";
    return [warn("runbooks", `a route suggests "${runbook}", which cannot be run.`, fix)];
  });
}
