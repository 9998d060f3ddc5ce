// A connection of muster.yml as tests need it.
import type { Connection } from "../../src/domain/connection.ts";

export function connectionTo(baseUrl: string, change: Partial<Connection> = {}): Connection {
  return {
    name: "target",
    kind: "http",
    baseUrl,
    auth: { kind: "none" },
    rehearsal: null,
    checkPath: null,
    timeoutMs: 2_000,
    keyTtlMs: null,
    ...change,
  };
}
