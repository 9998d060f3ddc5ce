// A workspace in a process of its own, which a test kills: posts, says the timestamp, and waits.
import { rehearse } from "./rehearse.ts";

const slack = await rehearse({ journalFile: process.argv[2] ?? "" });
const { ts } = await slack.client.chat.postMessage({ channel: "general", text: "before the kill" });
process.stdout.write(`${ts}\n`);
