// Runs the real program as a process of its own that a test can kill, stop and set the clock of.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type MusterProcess = AsyncDisposable & {
  /** Where it listens. */
  readonly url: string;
  isRunning(): boolean;
  /** What it logged, oldest first. */
  readonly log: readonly string[];
  /** Resolves once it has logged a line that holds the text. */
  logged(text: string): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Stops the process where it stands, as a machine that is starved or asleep does, until `go`. */
  freeze(): void;
  go(): void;
  /** SIGTERM; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Its clock is this much ahead of the machine's from now on. */
  setAhead(ms: number): void;
};

export type StartProcess = {
  readonly env: Readonly<Record<string, string>>;
  readonly aheadMs?: number;
  /** SIGKILL after so long, whether it is ready by then or not. */
  readonly killAfterMs?: number;
};

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CLOCK = new URL("machine-clock.ts", import.meta.url).href;

/** Resolves once it says that it is ready; rejects with what it said when it ends before. */
export async function startProcess({
  env,
  aheadMs = 0,
  killAfterMs,
}: StartProcess): Promise<MusterProcess> {
  const child = spawn(process.execPath, ["--import", `${CLOCK}?ahead=${aheadMs}`, "src/main.ts"], {
    cwd: ROOT,
    env: {
      HOST: "127.0.0.1",
      PORT: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const ended = once(child, "exit");
  if (killAfterMs !== undefined) {
    const timer = setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    void ended.then(() => clearTimeout(timer));
  }
  const log: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => void log.push(text));
  const ready = Promise.withResolvers<string>();
  const waiting = new Set<() => void>();
  if (!child.stdout) throw new Error("a process without a standard output");
  createInterface({ input: child.stdout }).on("line", (line) => {
    log.push(line);
    const url = readReady(line);
    if (url) ready.resolve(url);
    for (const look of waiting) look();
  });
  void ended.then(() => ready.reject(new Error(`Muster ended at its start:\n${log.join("\n")}`)));

  const isRunning = () => child.exitCode === null && child.signalCode === null;
  async function kill(): Promise<void> {
    if (!isRunning()) return;
    child.kill("SIGKILL");
    await ended;
  }
  const url = await ready.promise;
  child.send({ isReady: true });
  return {
    url,
    isRunning,
    async logged(text) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => {
        if (log.some((line) => line.includes(text))) resolve();
      };
      waiting.add(look);
      look();
      await promise;
      waiting.delete(look);
    },
    log,
    kill,
    freeze: () => void child.kill("SIGSTOP"),
    go: () => void child.kill("SIGCONT"),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      return child.exitCode;
    },
    setAhead: (ms) => void child.send({ aheadMs: ms }),
    [Symbol.asyncDispose]: kill,
  };
}

function readReady(line: string): string | undefined {
  if (!line.includes("Muster is ready")) return undefined;
  return (JSON.parse(line) as { url: string }).url;
}
