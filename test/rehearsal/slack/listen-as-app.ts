// An app without a library, for tests of what is sent to it.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Rehearsal } from "./rehearse.ts";

/** An app that keeps what it is sent and answers at once. */
export async function listenAsApp(slack: Rehearsal, status = () => 200, answer = "") {
  const requests: { readonly headers: Record<string, unknown>; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      requests.push({ headers: request.headers, body });
      response.writeHead(status(), { "content-type": "application/json" }).end(answer);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  slack.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return {
    requests,
    fields: () =>
      Object.fromEntries(new URLSearchParams(requests.at(-1)?.body)) as Record<string, string>,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
