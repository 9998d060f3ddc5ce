// A real Bolt app that listens on HTTP and is installed in a test's workspace.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import type { Rehearsal } from "./rehearse.ts";

export async function boltOverHttp(
  slack: Rehearsal,
): Promise<AsyncDisposable & { readonly bolt: App; readonly url: string }> {
  const { app } = slack.options;
  const receiver = new HTTPReceiver({
    signingSecret: app.signingSecret,
    endpoints: "/slack/events",
    logLevel: LogLevel.ERROR,
  });
  const bolt = new App({
    receiver,
    convoStore: false,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
    authorize: () =>
      Promise.resolve({
        botToken: app.botToken,
        botId: `B${app.botUserId.slice(1)}`,
        botUserId: app.botUserId,
        teamId: app.teamId,
      }),
  });
  const server = createServer(receiver.requestListener as RequestListener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack.deliverTo(url);
  return {
    bolt,
    url,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
