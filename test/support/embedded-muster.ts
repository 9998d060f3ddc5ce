// A process that holds an embedded server as Muster does, for tests that kill it: prints its address, ends on SIGINT.
import { argv, pid, stdout } from "node:process";
import { pino } from "pino";
import { connect } from "../../src/storage/connect.ts";
import { startEmbeddedPostgres } from "../../src/storage/embedded.ts";

const [dataDir = "", shelter] = argv.slice(2);
const postgres = await startEmbeddedPostgres({
  dataDir,
  log: pino({ level: "silent" }),
  ...(shelter && { shelters: [shelter] }),
});
const sql = connect(postgres.url, { max: 1, name: "test" });
await sql`select 1`;
stdout.write(`${JSON.stringify({ pid, url: postgres.url, home: postgres.home })}\n`);

process.once("SIGINT", () => void close());

async function close(): Promise<void> {
  await sql`create table if not exists farewells (at timestamptz default now())`;
  await sql`insert into farewells default values`;
  await sql.end();
  await postgres[Symbol.asyncDispose]();
}
