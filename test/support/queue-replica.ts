// A replica that takes a job and never ends it, for the test that kills it: prints the job's payload when it has it.
import { argv, stdout } from "node:process";
import { pino } from "pino";
import { startQueue } from "../../src/jobs/queue.ts";
import { openDatabase } from "../../src/storage/database.ts";

const [url = ""] = argv.slice(2);
const database = await openDatabase({ url });
const queue = await startQueue<{ deliver: { effect: number } }>({
  database,
  log: pino({ level: "silent" }),
});
await queue.define("deliver", {}, (job) => {
  stdout.write(`${JSON.stringify(job.payload)}\n`);
  return new Promise(() => undefined);
});
stdout.write("ready\n");
