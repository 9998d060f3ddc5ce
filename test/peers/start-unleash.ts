// A real Unleash server on a database of its own, as a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect } from "../../src/storage/connect.ts";
import { createTestDatabase } from "../support/database.ts";
import { findPort } from "../support/find-port.ts";

export type UnleashServer = AsyncDisposable & {
  readonly url: string;
  readonly version: string;
  /** A personal access token of the administrator. */
  readonly adminToken: string;
  /** Calls the admin API as the administrator; throws what it refuses. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** A personal access token of a new user with this root role. */
  addUser(name: string, role: "Editor" | "Viewer"): Promise<string>;
  /** What only paid editions let people switch on, but every server obeys. */
  requireChangeRequests(project: string, environment: string): Promise<void>;
};

const SERVER = fileURLToPath(
  new URL("node_modules/unleash-server/dist/server.js", import.meta.url),
);
const PASSWORD = "correct horse battery staple 1A!";
const PATIENCE_MS = 120_000;

export async function startUnleash(): Promise<UnleashServer> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await createTestDatabase({ from: "empty" }));
  const port = await findPort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [SERVER], {
    env: { ...environmentFor(database.url), HTTP_PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  stack.defer(async () => await stop(child));
  const said: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  await untilHealthy(url, child, said);
  const adminToken = await makeToken(url, "admin");
  const call = createCall(url, adminToken);
  const { versionInfo } = (await call("GET", "/api/admin/ui-config")) as {
    readonly versionInfo: { readonly current: { readonly oss: string } };
  };
  const held = stack.move();
  return {
    ...{ url, version: versionInfo.current.oss, adminToken, call },
    addUser: async (name, role) => {
      const rootRole = { Editor: 2, Viewer: 3 }[role];
      await call("POST", "/api/admin/user-admin", {
        ...{ username: name, rootRole, password: PASSWORD, sendEmail: false },
      });
      return await makeToken(url, name);
    },
    requireChangeRequests: async (project, environment) => {
      const sql = connect(database.url, { max: 1, name: "muster test" });
      await sql`insert into change_request_settings (project, environment, required_approvals)
        values (${project}, ${environment}, 1)`;
      await sql.end();
    },
    [Symbol.asyncDispose]: async () => await held.disposeAsync(),
  };
}

/** `postgres:///name?host=/socket/folder&port=…&user=…` in Unleash's own words. */
function environmentFor(databaseUrl: string): Record<string, string> {
  const { pathname, searchParams: query, username, password } = new URL(databaseUrl);
  return {
    DATABASE_HOST: query.get("host") ?? "127.0.0.1",
    DATABASE_PORT: query.get("port") ?? "5432",
    DATABASE_NAME: pathname.slice(1),
    DATABASE_USERNAME: query.get("user") ?? username,
    DATABASE_PASSWORD: query.get("password") ?? password,
    DATABASE_SSL: "false",
    HTTP_HOST: "127.0.0.1",
    UNLEASH_DEFAULT_ADMIN_USERNAME: "admin",
    UNLEASH_DEFAULT_ADMIN_PASSWORD: PASSWORD,
    SIMPLE_LOGIN_LIMIT_PER_MINUTE: "100",
    CHECK_VERSION: "false",
    SEND_TELEMETRY: "false",
    LOG_LEVEL: "error",
    NODE_ENV: "production",
  };
}

async function untilHealthy(
  url: string,
  child: ChildProcess,
  said: readonly string[],
): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  while (!signal.aborted) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${url}/health`, { signal }).catch(() => undefined);
    if (answer?.ok) return;
    await wait(200);
  }
  throw new Error(`Unleash did not start:\n${said.join("")}`);
}

/** The cookie of a session. */
async function logIn(url: string, username: string): Promise<string> {
  const answer = await fetch(`${url}/auth/simple/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`login ${username}: ${answer.status} ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** Unleash answers a login before it has stored the session: the first call with it may come too early. */
async function makeToken(url: string, username: string): Promise<string> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  for (let tries = 1; ; tries += 1) {
    const cookie = await logIn(url, username);
    const answer = await fetch(`${url}/api/admin/user/tokens`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ description: "Muster", expiresAt }),
    });
    if (answer.ok) return ((await answer.json()) as { readonly secret: string }).secret;
    if (tries === 5) throw new Error(`token: ${answer.status} ${await answer.text()}`);
    await wait(200);
  }
}

function createCall(url: string, token: string): UnleashServer["call"] {
  return async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: token },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
