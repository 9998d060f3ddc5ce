// npm run test:peers: Muster against real servers, as far as they can be had here, and what was not tried.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { stdout } from "node:process";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));

type Peer = {
  readonly name: string;
  readonly file: string;
  /** Why it cannot be tried; undefined where it can. */
  readonly lack: () => Promise<string | undefined>;
};

const peers: readonly Peer[] = [
  { name: "Unleash", file: "unleash.peer.ts", lack: lackOfUnleash },
  { name: "Prometheus", file: "prometheus.peer.ts", lack: lackOfPrometheus },
];

/** Nobody gives these away to be run in a test. */
const NEVER = [
  "LaunchDarkly: a service with no server to install; npm test has a local peer that speaks its API",
  "GitHub: the same; npm test judges every call by GitHub's own OpenAPI description",
  "change requests as Unleash's paid editions manage them: this server obeys them, but has no API for them",
];

const untried: string[] = [];
const files: string[] = [];
for (const { name, file, lack } of peers) {
  const why = await lack();
  if (why === undefined) files.push(`${HERE}${file}`);
  else untried.push(`${name}: ${why}`);
}
const code = files.length > 0 ? await run(process.execPath, ["--test", ...files]) : 1;
say("");
for (const each of [...untried, ...NEVER]) say(`not tried: ${each}`);
if (files.length === 0) say("Nothing was tested.");
process.exitCode = code;

async function lackOfUnleash(): Promise<string | undefined> {
  if (existsSync(`${HERE}node_modules/unleash-server`)) return undefined;
  say("Installing unleash-server for this test …");
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  const code = await run("npm", ["ci", "--prefix", HERE, ...quiet]);
  return code === 0 ? undefined : "its npm package could not be installed (see above)";
}

async function lackOfPrometheus(): Promise<string | undefined> {
  const code = await run("prometheus", ["--version"], "ignore");
  if (code === 0) return undefined;
  return "there is no prometheus on the PATH (Debian and Ubuntu: apt-get install prometheus)";
}

async function run(
  program: string,
  args: readonly string[],
  output: "inherit" | "ignore" = "inherit",
): Promise<number> {
  const child = spawn(program, args, { stdio: ["ignore", output, output] });
  try {
    const [status] = await once(child, "exit");
    return Number(status ?? 1);
  } catch {
    // There is no such program.
    return 127;
  }
}

function say(line: string): void {
  stdout.write(`${line}\n`);
}
