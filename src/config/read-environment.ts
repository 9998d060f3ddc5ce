// Decides what the environment variables mean, and everything that is wrong with them at once.
import { createPrivateKey } from "node:crypto";
import { resolve } from "node:path";
import type { GithubAccess } from "../domain/github.ts";
import { nearest } from "../domain/runbook/language/nearest.ts";
import { type Environment, type LogLevel, logLevels, type SlackAccess } from "./config.ts";
import { type ConfigProblem, quote } from "./problem.ts";
import { type VariableName, variableNames } from "./variables.ts";

export type Env = Readonly<Record<string, string | undefined>>;

type Source = {
  /** Undefined where the variable is unset or empty, which `docker compose` makes of an unset one. */
  get(name: VariableName): string | undefined;
  /** Never quotes the value: some are secrets. */
  fail(name: VariableName, message: string): void;
};

/** Problems leave a stand-in value in the environment, so that everything else is checked as well. */
export function readEnvironment(
  env: Env,
  cwd: string,
): { readonly environment: Environment; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const source: Source = {
    get: (name) => env[name]?.trim() || undefined,
    fail: (name, message) => problems.push({ file: "environment", message: `${name} ${message}` }),
  };
  const host = source.get("HOST") ?? "127.0.0.1";
  const port = readPort(source);
  const environment: Environment = {
    databaseUrl: readDatabaseUrl(source),
    dataDir: resolve(cwd, source.get("MUSTER_DATA_DIR") ?? "data"),
    configFile: resolve(cwd, source.get("MUSTER_CONFIG") ?? "muster.yml"),
    runbooksDir: resolve(cwd, source.get("MUSTER_RUNBOOKS") ?? "runbooks"),
    host,
    port,
    url: readUrl(source, "MUSTER_URL", baseUrl(host, port)),
    pagesPassword: source.get("MUSTER_PAGES_PASSWORD") ?? null,
    slack: readSlack(source),
    slackApiUrl: `${readUrl(source, "SLACK_API_URL", "https://slack.com/api")}/`,
    github: readGithub(source),
    githubApiUrl: readUrl(source, "GITHUB_API_URL", "https://api.github.com"),
    githubWebhookSecret: source.get("GITHUB_WEBHOOK_SECRET") ?? null,
    logLevel: readLogLevel(source),
  };
  return { environment, problems };
}

/** A variable that looks like one of Muster's and is none would be ignored in silence. */
export function findMistyped(env: Env, used: ReadonlySet<string>): readonly ConfigProblem[] {
  return Object.keys(env)
    .filter((name) => name.startsWith("MUSTER_") && !used.has(name))
    .filter((name) => !variableNames.some((known) => known === name))
    .flatMap((name) => {
      const meant = nearest(name.slice("MUSTER_".length), suffixes);
      if (!meant) return [];
      const message = `${name} is not a variable of Muster. Did you mean MUSTER_${meant}?`;
      return [{ file: "environment", message }];
    });
}

const suffixes = variableNames
  .filter((name) => name.startsWith("MUSTER_"))
  .map((name) => name.slice("MUSTER_".length));

export function baseUrl(host: string, port: number): string {
  return `http://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}`;
}

function readPort(source: Source): number {
  const text = source.get("PORT") ?? "3000";
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  source.fail("PORT", `is ${quote(text)}. Write a number from 0 (any free port) to 65535.`);
  return 3000;
}

function readUrl(source: Source, name: VariableName, fallback: string): string {
  const text = source.get(name);
  if (text === undefined) return fallback;
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "") {
    if (url.username === "" && url.password === "") return url.href.replace(/\/+$/, "");
    source.fail(name, "holds a user or a password. Leave them out of the address.");
    return fallback;
  }
  source.fail(name, `is ${quote(text)}. Write an address such as ${fallback}`);
  return fallback;
}

function readDatabaseUrl(source: Source): string | null {
  const text = source.get("DATABASE_URL");
  if (text === undefined) return null;
  if (/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? "")) return text;
  source.fail(
    "DATABASE_URL",
    "is not of the form postgres://user:password@host:port/database (it is not shown here, for it may hold a password). " +
      "Write / @ : # in the password percent-encoded, or unset it to use the embedded database.",
  );
  return null;
}

function readSlack(source: Source): SlackAccess | null {
  const botToken = source.get("SLACK_BOT_TOKEN");
  const appToken = source.get("SLACK_APP_TOKEN");
  const signingSecret = source.get("SLACK_SIGNING_SECRET");
  checkTokenKinds(source, botToken, appToken);
  if (botToken === undefined) {
    if (appToken === undefined && signingSecret === undefined) return null;
    source.fail(
      "SLACK_BOT_TOKEN",
      "is not set, but other Slack variables are. Set it to the bot token (xoxb-…) of the app, or unset all of them to rehearse.",
    );
    return null;
  }
  if (appToken !== undefined) return { mode: "socket", botToken, appToken };
  if (signingSecret !== undefined) return { mode: "http", botToken, signingSecret };
  source.fail(
    "SLACK_BOT_TOKEN",
    "is set, but neither SLACK_SIGNING_SECRET (HTTP mode: the app's Basic Information page) nor SLACK_APP_TOKEN (Socket Mode: an app-level token with connections:write) is. Set one of them.",
  );
  return null;
}

function checkTokenKinds(
  source: Source,
  botToken: string | undefined,
  appToken: string | undefined,
): void {
  if (botToken?.startsWith("xapp-")) {
    source.fail(
      "SLACK_BOT_TOKEN",
      "holds an app-level token (xapp-…). It belongs in SLACK_APP_TOKEN; here goes the bot token (xoxb-…).",
    );
  }
  if (appToken?.startsWith("xoxb-")) {
    source.fail(
      "SLACK_APP_TOKEN",
      "holds a bot token (xoxb-…). It belongs in SLACK_BOT_TOKEN; here goes the app-level token (xapp-…).",
    );
  }
}

function readGithub(source: Source): GithubAccess | null {
  const token = source.get("GITHUB_TOKEN");
  const appId = source.get("GITHUB_APP_ID");
  const privateKey = source.get("GITHUB_APP_PRIVATE_KEY");
  if (appId !== undefined && privateKey !== undefined) {
    return readApp(source, appId, privateKey);
  }
  if (appId !== undefined) {
    source.fail("GITHUB_APP_PRIVATE_KEY", "is not set, but GITHUB_APP_ID is. Set both or none.");
  }
  if (privateKey !== undefined) {
    source.fail("GITHUB_APP_ID", "is not set, but GITHUB_APP_PRIVATE_KEY is. Set both or none.");
  }
  return token === undefined ? null : { kind: "token", token };
}

/** A file of variables holds a key in one line, with `\\n` for its ends. */
function readApp(source: Source, appId: string, text: string): GithubAccess {
  const privateKey = text.replaceAll("\\n", "\n");
  if (!/^\d+$/.test(appId)) {
    source.fail("GITHUB_APP_ID", "is no number. It stands on the app's page, as App ID.");
  }
  try {
    createPrivateKey(privateKey);
  } catch {
    // The reason could quote the key.
    source.fail(
      "GITHUB_APP_PRIVATE_KEY",
      "is no private key. Set it to the whole text of the .pem file that GitHub gave you, from -----BEGIN to END … KEY-----.",
    );
  }
  return { kind: "app", appId, privateKey };
}

function readLogLevel(source: Source): LogLevel {
  const text = source.get("LOG_LEVEL") ?? "info";
  const level = logLevels.find((each) => each === text.toLowerCase());
  if (!level) source.fail("LOG_LEVEL", `is ${quote(text)}. Write one of ${logLevels.join(", ")}.`);
  return level ?? "info";
}
