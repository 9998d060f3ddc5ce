// `npm run bench`: one table of figures, each beside what the machine can do at best in the same run.
import { availableParallelism, cpus, loadavg } from "node:os";
import process from "node:process";
import { measureAck, untilUnderstood } from "./measure-ack.ts";
import { measureClick } from "./measure-click.ts";
import { measureFirstCall } from "./measure-first-call.ts";
import { measureFreeze } from "./measure-freeze.ts";
import { measureIngest } from "./measure-ingest.ts";
import { measureProperty } from "./measure-property.ts";
import { measureRun } from "./measure-run.ts";
import { measureStart } from "./measure-start.ts";
import { measureTimers } from "./measure-timers.ts";
import { type Stage, setStage } from "./stage.ts";
import { type Row, renderTable } from "./table.ts";

const PARTS = [
  "property",
  "freeze",
  "start",
  "run",
  "click",
  "first-call",
  "timers",
  "ack",
  "ingest",
] as const;
type Part = (typeof PARTS)[number];

const MEGABYTE = 1024 * 1024;

/** Without arguments everything; else only the parts that are named. Options go to Muster's node: `--cpu-prof`. */
async function run(args: readonly string[]): Promise<void> {
  const wanted = args.filter((arg) => !arg.startsWith("-"));
  const nodeOptions = args.filter((arg) => arg.startsWith("-"));
  const unknown = wanted.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) {
    throw new Error(`There is no part ${unknown.join(", ")}. There are: ${PARTS.join(", ")}.`);
  }
  const has = (part: Part) => wanted.length === 0 || wanted.includes(part);
  const since = performance.now();
  say(machine());
  const rows: Row[] = [];
  if (has("property")) rows.push(...(await tell("property", measureProperty)));
  if (has("freeze")) rows.push(...(await tell("freeze", measureFreeze)));
  if (has("start")) rows.push(...(await tell("start", measureStart)));
  if (PARTS.slice(3).some(has)) rows.push(...(await measureRunning(has, nodeOptions)));
  const seconds = Math.round((performance.now() - since) / 1000);
  say(`\n${renderTable(rows)}\n\n${machine()}; the run took ${seconds} s`);
  if (rows.some(({ holds }) => holds === false)) process.exitCode = 1;
}

async function measureRunning(
  has: (part: Part) => boolean,
  nodeOptions: readonly string[],
): Promise<readonly Row[]> {
  await using stage = await setStage(nodeOptions);
  const rows: Row[] = [];
  const idle = await readMemory(stage);
  if (has("run")) rows.push(...(await tell("run", async () => await measureRun(stage))));
  if (has("click")) rows.push(...(await tell("click", async () => await measureClick(stage))));
  if (has("first-call")) {
    rows.push(...(await tell("first-call", async () => await measureFirstCall(stage))));
  }
  if (has("timers")) rows.push(...(await tell("timers", async () => await measureTimers(stage))));
  if (has("ack")) rows.push(...(await tell("ack", async () => await measureAck(stage))));
  if (has("ingest")) rows.push(...(await tell("ingest", async () => await measureIngest(stage))));
  await untilUnderstood(stage);
  const loaded = await readMemory(stage);
  return [...rows, { what: "RSS of Muster, idle / after all this", figure: `${idle} / ${loaded}` }];
}

async function readMemory({ muster }: Stage): Promise<string> {
  const bytes = await muster.readMetric("process_resident_memory_bytes");
  return `${Math.round(bytes / MEGABYTE)} MB`;
}

async function tell(part: string, measure: () => Promise<readonly Row[]>) {
  process.stderr.write(`${part} … `);
  const since = performance.now();
  const rows = await measure();
  process.stderr.write(`${Math.round((performance.now() - since) / 1000)} s\n`);
  return rows;
}

function machine(): string {
  const load = loadavg()
    .map((each) => each.toFixed(1))
    .join(" ");
  return `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), node ${process.version}, load average ${load}`;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await run(process.argv.slice(2));
