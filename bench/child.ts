// Starts a program of ours in a process of its own and ends it with all it started.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";

export type Child = AsyncDisposable & {
  readonly pid: number;
  hasEnded(): boolean;
  /** What it wrote so far: read when something goes wrong. */
  output(): string;
};

export type StartChild = {
  readonly file: URL;
  readonly args?: readonly string[];
  readonly nodeOptions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STOP_MS = 20_000;
const KEPT = 20_000;

export function startChild({ file, args = [], nodeOptions = [], env = {} }: StartChild): Child {
  const child = spawn(process.execPath, [...nodeOptions, fileURLToPath(file), ...args], {
    cwd: ROOT,
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const keep = (text: string) => {
    said = (said + text).slice(-KEPT);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  // A run that ends early, for whatever reason, leaves nothing behind.
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  return {
    pid: child.pid ?? 0,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    output: () => said,
    async [Symbol.asyncDispose]() {
      await stop(child);
      process.off("exit", kill);
    },
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await closed;
  clearTimeout(hard);
}
