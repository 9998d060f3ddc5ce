// Opens the rehearsal's page for a test, acts on it as a person does, and reads its live stream.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebClient } from "@slack/web-api";
import type { Act, ActResult, Snapshot, Update } from "../../../src/rehearsal/page/wire.ts";
import { startRehearsal } from "../../../src/rehearsal/start-rehearsal.ts";
import { manifest } from "./manifest.ts";

export async function openPage(dir: string) {
  const rehearsal = await startRehearsal({ dir, host: "127.0.0.1", manifest, shopTickMs: 0 });
  const server = createServer(rehearsal.listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const slack = new WebClient(rehearsal.env.SLACK_BOT_TOKEN, {
    slackApiUrl: rehearsal.env.SLACK_API_URL,
    retryConfig: { retries: 0 },
  });
  return {
    rehearsal,
    slack,
    url: `http://127.0.0.1:${port}`,
    port,
    [Symbol.asyncDispose]: async () => {
      await rehearsal[Symbol.asyncDispose]();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Page = Awaited<ReturnType<typeof openPage>>;

export async function perform(page: Page, as: string, act: Act): Promise<ActResult> {
  const response = await fetch(`${page.url}/rehearsal/act`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: page.url },
    body: JSON.stringify({ as, act }),
  });
  return (await response.json()) as ActResult;
}

/** Reads the live stream as a browser's EventSource does. */
export async function watch(page: Page, as: string) {
  const aborted = new AbortController();
  const { signal } = aborted;
  const response = await fetch(`${page.url}/rehearsal/events?as=${as}`, { signal });
  const seen: { event: string; data: Snapshot | Update }[] = [];
  const arrived = new EventTarget();
  const take = (part: string) => {
    const match = /^event: (\w+)\ndata: (.*)$/.exec(part);
    if (match) seen.push({ event: match[1] ?? "", data: JSON.parse(match[2] ?? "") });
  };
  const reading = (async () => {
    let text = "";
    for await (const chunk of response.body ?? []) {
      const parts = (text + Buffer.from(chunk as Uint8Array).toString()).split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) take(part);
      arrived.dispatchEvent(new Event("more"));
    }
    // Ended by the test itself.
  })().catch(() => undefined);
  return {
    async next<Found extends Update>(isIt: (update: Update) => update is Found): Promise<Found> {
      for (;;) {
        const found = seen.find(
          ({ event, data }) => event === "update" && isIt(data as Update),
        )?.data;
        if (found) return found as Found;
        await once(arrived, "more");
      }
    },
    async snapshot(index = 0): Promise<Snapshot> {
      for (;;) {
        const found = seen.filter(({ event }) => event === "snapshot")[index];
        if (found) return found.data as Snapshot;
        await once(arrived, "more");
      }
    },
    [Symbol.asyncDispose]: async () => {
      aborted.abort();
      await reading;
    },
  };
}
