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
    githubEventsTo: `${url}/github/events`,
    links: [
      { title: "Incidents", href: `${url}/incidents` },
      { title: "Dead letters", href: `${url}/dead-letters` },
      { title: "Ready?", href: `${url}/readyz` },
      { title: "Metrics", href: `${url}/metrics` },
    ],
  });
}

type Env = Readonly<Record<string, string | undefined>>;

/** A token is good for its own GitHub only: one of these makes it theirs. */
const githubVariables = [
  "GITHUB_TOKEN",
  "GITHUB_APP_ID",
  "GITHUB_APP_PRIVATE_KEY",
  "GITHUB_API_URL",
  "GITHUB_WEBHOOK_SECRET",
] as const;

/** The workspace stands in for Slack in any case; the shop, its flags and its GitHub only where nothing is set. */
export function standIn(env: Env, sample: Rehearsal["env"] | undefined): Env {
  if (!sample) return env;
  const { SLACK_APP_TOKEN: _, ...own } = env;
  const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, ...others } = sample;
  const isGithub = ([name]: readonly [string, unknown]) =>
    githubVariables.some((each) => each === name);
  const hasGithub = githubVariables.some((name) => env[name]?.trim());
  return {
    ...own,
    ...Object.fromEntries(Object.entries(others).filter((each) => !hasGithub || !isGithub(each))),
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value?.trim())),
    ...{ SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL },
  };
}
