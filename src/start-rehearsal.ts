// Starts Muster with nothing connected: the rehearsal workspace and the sample shop stand in for Slack and the shop.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { startRehearsal as openRehearsal, type Rehearsal } from "./rehearsal/start-rehearsal.ts";

export type RehearsalWish = {
  readonly dataDir: string;
  /** Where Muster will listen. */
  readonly url: string;
};

const MANIFEST = new URL("../manifest.yml", import.meta.url);

/** The workspace remembers across restarts in the data folder, as Muster itself does. */
export async function startRehearsal({ dataDir, url }: RehearsalWish): Promise<Rehearsal> {
  return await openRehearsal({
    dir: join(dataDir, "rehearsal"),
    host: "127.0.0.1",
    manifest: parse(await readFile(MANIFEST, "utf8")),
    alertTo: `${url}/hooks/alertmanager`,
    deliverTo: `${url}/slack/events`,
    links: [
      { title: "Incidents", href: `${url}/incidents` },
      { title: "Dead letters", href: `${url}/dead-letters` },
      { title: "Ready?", href: `${url}/readyz` },
      { title: "Metrics", href: `${url}/metrics` },
    ],
  });
}
