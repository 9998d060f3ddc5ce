// Starts the peer of bare parts and waits until it answers.

import { findPort } from "../test/support/find-port.ts";
import { type Child, startChild } from "./child.ts";
import { untilAnswered } from "./until-answered.ts";

const PEER = new URL("peer.ts", import.meta.url);

export async function startPeer(
  databaseUrl: string,
  slackUrl: string,
): Promise<Child & { readonly url: string }> {
  const port = await findPort();
  const child = startChild({ file: PEER, args: [databaseUrl, String(port), slackUrl] });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswered(`${url}/`, child, () => true);
  return { ...child, url };
}
