// Leads what Slack's SDK says of itself into our log: its own logger writes plain lines between the JSON.
import { LogLevel, type Logger as SdkLogger } from "@slack/bolt";
import type { Logger } from "pino";

export function sdkLogger(log: Logger): SdkLogger {
  const say = (level: "trace" | "debug" | "warn" | "error") => {
    return (...messages: unknown[]) => log[level](messages.map(String).join(" "));
  };
  return {
    // Holds whole payloads, with the addresses that answer them.
    debug: say("trace"),
    info: say("debug"),
    warn: say("warn"),
    error: say("error"),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
