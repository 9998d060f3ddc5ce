// A real Prometheus that scrapes what the tests show it, as a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { findPort } from "../support/find-port.ts";

export type PrometheusServer = AsyncDisposable & {
  readonly url: string;
  /** The series that are scraped from now on, in Prometheus' text format. */
  show(text: string): void;
  /** What stands between now and the next scrape is over: every series shown is there. */
  untilScraped(): Promise<void>;
};

const PATIENCE_MS = 30_000;

export async function startPrometheus(): Promise<PrometheusServer> {
  await using stack = new AsyncDisposableStack();
  const dir = await mkdtemp(join(tmpdir(), "muster-prometheus-"));
  stack.defer(async () => await rm(dir, { recursive: true, force: true }));
  let shown = "";
  let scrapes = 0;
  const target = createServer((_, response) => {
    scrapes += 1;
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(shown);
  }).listen(0, "127.0.0.1");
  await once(target, "listening");
  stack.defer(() => {
    target.closeAllConnections();
    target.close();
  });
  const file = join(dir, "prometheus.yml");
  await writeFile(file, configuration((target.address() as AddressInfo).port));
  const port = await findPort();
  const url = `http://127.0.0.1:${port}`;
  const listen = `--web.listen-address=127.0.0.1:${port}`;
  const storage = `--storage.tsdb.path=${join(dir, "data")}`;
  const child = spawn("prometheus", [`--config.file=${file}`, storage, listen], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  stack.defer(async () => await stop(child));
  const said: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  await until(`${url}/-/ready`, child, said);
  const held = stack.move();
  return {
    url,
    show: (text) => {
      shown = `${text}\n`;
    },
    untilScraped: async () => {
      // The one that is under way may have read the old text; the one after the next has been stored.
      const enough = scrapes + 3;
      const signal = AbortSignal.timeout(PATIENCE_MS);
      while (scrapes < enough) await wait(50, undefined, { signal });
    },
    [Symbol.asyncDispose]: async () => await held.disposeAsync(),
  };
}

const configuration = (port: number): string => `global:
  scrape_interval: 500ms
  scrape_timeout: 400ms
scrape_configs:
  - job_name: shop
    static_configs: [ { targets: [ "127.0.0.1:${port}" ] } ]
`;

async function until(url: string, child: ChildProcess, said: readonly string[]): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  while (!signal.aborted && child.exitCode === null) {
    const answer = await fetch(url, { signal }).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error(`Prometheus did not start:\n${said.join("")}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
