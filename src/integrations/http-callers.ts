// One HTTP caller for each connection of muster.yml, opened and closed together.
import type { Connection } from "../domain/connection.ts";
import { type HttpCaller, openHttpCaller } from "./http-caller.ts";

export type HttpCallers = AsyncDisposable & {
  find(connection: string): HttpCaller | undefined;
};

export function openHttpCallers(connections: Readonly<Record<string, Connection>>): HttpCallers {
  const callers = new Map(
    Object.values(connections).map((connection) => [connection.name, openHttpCaller(connection)]),
  );
  return {
    find: (connection) => callers.get(connection),
    async [Symbol.asyncDispose]() {
      for (const caller of callers.values()) await caller[Symbol.asyncDispose]();
    },
  };
}
