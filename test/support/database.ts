// Gives a test an empty, migrated database of its own.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "../../src/storage/connect.ts";
import { databaseUrl, findTestServer, startTestServer, TEMPLATE } from "./server.ts";

export type TestDatabase = AsyncDisposable & {
  /** For `openDatabase`, or as `DATABASE_URL` of a child process. */
  readonly url: string;
};

export type CreateTestDatabase = {
  /** `empty`: without even the tables, for what makes them. */
  readonly from?: "migrated" | "empty";
};

/** Copies the template (about 11 ms); dispose drops the copy, whoever is still connected. */
export async function createTestDatabase({
  from = "migrated",
}: CreateTestDatabase = {}): Promise<TestDatabase> {
  const server = await useServer();
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const template = from === "migrated" ? TEMPLATE : "template0";
  await runOn(server, `create database ${name} template ${template} strategy file_copy`);
  return {
    url: databaseUrl(server, name),
    [Symbol.asyncDispose]: () => runOn(server, `drop database ${name} with (force)`),
  };
}

let own: Promise<string> | undefined;

/** The run's server; a test file started without the global setup brings up one that goes when it ends. */
async function useServer(): Promise<string> {
  own ??= findTestServer().then((shared) => shared ?? startOwn());
  return await own;
}

async function startOwn(): Promise<string> {
  const server = await startTestServer();
  server.unref();
  void once(process, "beforeExit").then(() => server[Symbol.asyncDispose]());
  return server.url;
}

async function runOn(server: string, statement: string): Promise<void> {
  const sql = connect(server, { max: 1, name: "muster test" });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
