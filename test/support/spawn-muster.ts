// Starts processes that hold an embedded server, and watches processes go.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const EMBEDDED_MUSTER = fileURLToPath(new URL("embedded-muster.ts", import.meta.url));

export type SpawnedMuster = AsyncDisposable & {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly url: string;
  readonly home: string;
};

export type SpawnMuster = {
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
};

/** Resolves when the server inside is ready; rejects with what the process said when it ends before. */
export async function spawnMuster({ args, ...account }: SpawnMuster): Promise<SpawnedMuster> {
  const child = spawn(process.execPath, [EMBEDDED_MUSTER, ...args], {
    ...account,
    cwd: "/",
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const line = once(createInterface({ input: child.stdout }), "line");
  const first = await Promise.race([line, once(child, "close").then(() => undefined)]);
  if (!first) throw new Error(said);
  const told = JSON.parse(String(first[0])) as { pid: number; url: string; home: string };
  return {
    ...told,
    child,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, "close");
      child.kill("SIGKILL");
      await closed;
    },
  };
}

/** Resolves with the milliseconds it took; there is no event for the end of a process that is not our child. */
export async function awaitEnd(pid: number, limitMs = 30_000): Promise<number> {
  for (const since = performance.now(); ; await sleep(5)) {
    const waited = performance.now() - since;
    if (!isRunning(pid)) return waited;
    if (waited > limitMs) throw new Error(`Process ${pid} still runs after ${limitMs} ms.`);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
