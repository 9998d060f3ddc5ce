#!/usr/bin/env node
// The command line: refuses a Node that is too old, hands the environment on, owns the signals.
import process from "node:process";

const OLDEST = 24;
const major = Number(process.versions.node.split(".")[0]);

if (major < OLDEST) {
  process.stderr.write(
    `Muster needs Node ${OLDEST} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      "The project brings its own: use `npm start`, or `npm run muster -- <verb>`.\n",
  );
  process.exitCode = 1;
} else {
  // Imported only now: an older Node would stumble over them before it could say so.
  const { quickenImports } = await import("./quicken-imports.ts");
  quickenImports();
  const { runVerb } = await import("./cli/run-verb.ts");
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => stopping.abort(signal));
  }
  process.exitCode = await runVerb({
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stop: stopping.signal,
  });
}
