// Owns child processes that must never outlive Muster: when it ends, even by kill -9, they are told to stop.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";
import type { Account } from "./account.ts";

/**
 * The shell holds the reading end of a pipe whose only writer is this process. When that end closes, for whatever
 * reason, the watcher interrupts the program: for PostgreSQL a fast shutdown. The watcher goes first when the program
 * ends by itself, so that it cannot hit a stranger with a reused process id.
 */
const SCRIPT = `
"$@" 3<&- & pid=$!
{ read -r _ <&3; kill -INT "$pid"; } & watcher=$!
wait "$pid"; status=$?
kill "$watcher" 2>/dev/null
exit "$status"
`;

export type Leashed = {
  /** The exit status; null when the leash itself was killed. */
  readonly exited: Promise<number | null>;
  /** The last lines written so far. */
  tail(): string;
  /** Lets go: the program is interrupted, as it would be by this process's death. */
  release(): void;
  /** Stops keeping this process alive for the child's sake. */
  unref(): void;
};

export type Leash = {
  readonly command: readonly [string, ...string[]];
  readonly account: Account | undefined;
  readonly onLine?: (line: string) => void;
};

const TAIL_LINES = 40;

export function startLeashed({ command, account, onLine }: Leash): Leashed {
  // A session of its own: Ctrl-C must reach Muster only, which stops the server when its own work is done.
  const child = spawn("/bin/sh", ["-c", SCRIPT, "muster-leash", ...command], {
    ...account,
    cwd: "/",
    detached: true,
    env: { LC_ALL: "C", TZ: "UTC", PATH: "/usr/local/bin:/usr/bin:/bin" },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const tail: string[] = [];
  const leash = child.stdio[3] as Writable;
  leash.on("error", () => undefined); // the child is gone already, which is what letting go is for
  const take = (line: string) => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    onLine?.(line);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on("line", take);
  }
  return {
    exited: awaitExit(child),
    tail: () => tail.join("\n"),
    release: () => leash.destroy(),
    unref: () => unref(child),
  };
}

async function awaitExit(child: ChildProcess): Promise<number | null> {
  const [status] = (await once(child, "close")) as [number | null];
  return status;
}

function unref(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio) (stream as { unref?: () => void } | null)?.unref?.();
}
