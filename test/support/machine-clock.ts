// Loaded before a child process's own code: sets the clock of its machine ahead, at its start and whenever it is told to.
import { enableCompileCache, flushCompileCache } from "node:module";
import process from "node:process";

// Halves the start; a process that is killed would keep nothing for the next.
enableCompileCache();

const MachineDate = Date;
const machineNow = Date.now.bind(Date);
let aheadMs = Number(new URL(import.meta.url).searchParams.get("ahead"));

const now = (): number => machineNow() + aheadMs;

globalThis.Date = new Proxy(MachineDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
  apply: () => new MachineDate(now()).toString(),
  get: (target, name) => (name === "now" ? now : (Reflect.get(target, name) as unknown)),
});

process.on("message", (told: { readonly aheadMs?: number; readonly isReady?: true }) => {
  aheadMs = told.aheadMs ?? aheadMs;
  if (told.isReady) flushCompileCache();
});
// A test run that is killed leaves nothing behind.
process.on("disconnect", () => process.exit(1));
// The parent's line must not keep a process alive that is done.
process.channel?.unref();
