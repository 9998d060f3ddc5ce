// The report of a rehearsal: each path with its decisions and its story, and the sum of it all.
import type { Runbook } from "../domain/runbook/format/format.ts";
import type { Beat, PathDecision } from "../domain/runbook/rehearse/scene.ts";
import type { Path, Walk } from "../domain/runbook/rehearse/walk.ts";
import { words } from "../words/words.ts";
import { tellBeats } from "./transcript.ts";
import { buttonOf, said } from "./transcript-acts.ts";

/** One path in full, or all of them: those that begin alike are told from where they part. */
export function tellPaths(
  runbook: Runbook,
  { paths }: Walk,
  only: number | undefined,
): readonly string[] {
  const head = [`${runbook.id}: ${runbook.title}`, ""];
  if (only !== undefined && !paths[only - 1]) {
    return [...head, `There is no path ${only}; there are 1 to ${paths.length}.`];
  }
  const stories = paths.flatMap((path, index) => {
    if (only !== undefined && only !== index + 1) return [];
    const earlier = only === undefined ? paths.slice(0, index) : [];
    return [...tellPath(runbook, path, { index, of: paths.length, earlier }), ""];
  });
  return [...head, ...stories];
}

type Among = {
  readonly index: number;
  readonly of: number;
  readonly earlier: readonly Path[];
};

function tellPath(runbook: Runbook, path: Path, { index, of, earlier }: Among): readonly string[] {
  const { scene, stuck } = path;
  const shared = earlier.map((each) => inCommon(each.scene.beats, scene.beats));
  const known = Math.max(0, ...shared);
  const as = known > 0 ? [`  (as path ${shared.indexOf(known) + 1} up to here)`] : [];
  const ending = stuck === undefined ? [] : [`  ✗ This path cannot end: ${stuck}`];
  return [
    `Path ${index + 1} of ${of}: ${headingOf(runbook, path)}`,
    ...as,
    ...tellBeats(runbook, scene.beats, known),
    ...ending,
  ];
}

function inCommon(a: readonly Beat[], b: readonly Beat[]): number {
  const differs = a.findIndex((beat, index) => beat !== b[index]);
  return differs === -1 ? a.length : differs;
}

function headingOf(runbook: Runbook, { scene }: Path): string {
  const { outcome } = scene.run;
  const end = outcome === undefined ? "no end" : words.runMessage.outcome(outcome);
  const decisions = scene.decisions.map((decision) => tellDecision(runbook, decision));
  return `${decisions.join(", ") || "straight on"} → ${end}`;
}

const LOOKS: Readonly<Record<string, string>> = {
  "freeze-preflight": "the look",
  "freeze-assert": "the read-back",
  "freeze-report": "the report",
};

function tellDecision(runbook: Runbook, { step, act }: PathDecision): string {
  const where = step === "" ? "start" : step;
  switch (act.by) {
    case "people": {
      const [click] = act.clicks;
      return click ? `${where}: ${buttonOf(runbook, click)}` : where;
    }
    case "metrics":
      return `${where}: ${act.verdict ? said(act.verdict) : "read"}`;
    case "clock":
      return `${where}: ${act.timer === "timeout" ? "time over" : act.timer}`;
    case "request":
      return `${where}: ${act.fate}`;
    case "look":
      return `${where}: ${LOOKS[act.purpose] ?? act.purpose} ${act.isAsHoped ? "fine" : "fails"}`;
    case "approvers":
      return `${where}: too few approvers`;
    case "preflight":
      return `${where}: preflight finds something`;
    case "start":
      return where;
  }
}

export function summarize(runbook: Runbook, { paths, isCut }: Walk, problems: number): string {
  const asides = paths.filter(({ scene }) => scene.isAside).length;
  const ways = words.term.count(paths.length - asides, "way", "ways");
  const cut = isCut ? " and more that were not walked" : "";
  const count = words.term.count(paths.length, "path", "paths");
  const found = words.term.count(problems, "problem", "problems");
  return `${runbook.id}: ${count}${cut} (${ways} through it, ${asides} with something going wrong), ${found}.`;
}
