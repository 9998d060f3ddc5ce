// From one connection of muster.yml to the connection as the rest of Muster knows it.
import type { Connection, ConnectionAuth, RehearsalAddress } from "../domain/connection.ts";
import type { ConnectionFile } from "./connection-format.ts";

export function buildConnection(file: ConnectionFile, name: string): Connection {
  return {
    name,
    kind: file.kind,
    baseUrl: file.base_url,
    auth: buildAuth(file),
    rehearsal: buildRehearsal(file),
    checkPath: (file.kind === "http" && file.check) || null,
    timeoutMs: file.timeout,
    keyTtlMs: (file.kind === "http" && file.key_ttl) || null,
  };
}

function buildAuth(file: ConnectionFile): ConnectionAuth {
  if (file.token) return tokenAuth(file, file.token);
  if (file.kind !== "http" && file.kind !== "prometheus") return { kind: "none" };
  const { user, password } = file;
  return user !== undefined && password !== undefined
    ? { kind: "basic", user, password }
    : { kind: "none" };
}

function buildRehearsal(file: ConnectionFile): RehearsalAddress | null {
  if (file.kind === "prometheus" || file.rehearsal_base_url === undefined) return null;
  const { rehearsal_base_url: baseUrl, rehearsal_token: token } = file;
  return { baseUrl, auth: token === undefined ? { kind: "none" } : tokenAuth(file, token) };
}

/** Unleash and LaunchDarkly take their tokens bare. */
function tokenAuth(file: ConnectionFile, token: string): ConnectionAuth {
  if (file.kind === "unleash" || file.kind === "launchdarkly") {
    return { kind: "header", name: "authorization", value: token };
  }
  if (file.header === undefined) return { kind: "bearer", token };
  return { kind: "header", name: file.header, value: token };
}
