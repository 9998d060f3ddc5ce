// Finds settings of one connection that exclude each other or lack their counterpart.
import type { ConnectionFile } from "./connection-format.ts";
import type { Fault } from "./fault.ts";
import { isLoopback } from "./loopback.ts";

export function connectionFaults(name: string, connection: ConnectionFile): readonly Fault[] {
  const faults = [
    ...credentialFaults(connection),
    ...rehearsalFaults(connection),
    ...emptySecrets(connection),
  ];
  return faults.map(([key, message]) => ({ path: ["connections", name, key], message }));
}

type KeyFault = readonly [key: string, message: string];

function credentialFaults(connection: ConnectionFile): readonly KeyFault[] {
  if (!("header" in connection) && !("user" in connection) && !("password" in connection)) {
    return [];
  }
  const { token, header, user, password } = connection;
  const faults: KeyFault[] = [];
  if (token !== undefined && (user !== undefined || password !== undefined)) {
    faults.push(["token", "write either a token, or user and password."]);
  }
  if ((user === undefined) !== (password === undefined)) {
    const key = user === undefined ? "password" : "user";
    faults.push([key, "user and password belong together. Write both."]);
  }
  if (header !== undefined && token === undefined) {
    faults.push(["header", "needs the token that it carries. Add token."]);
  }
  return faults;
}

function rehearsalFaults(connection: ConnectionFile): readonly KeyFault[] {
  if (connection.kind === "prometheus") return [];
  const { kind, rehearsal_base_url: url, rehearsal_token: token } = connection;
  if (url === undefined && token !== undefined) {
    return [["rehearsal_token", "belongs to an address for drills. Add rehearsal_base_url."]];
  }
  if (url === connection.base_url) {
    const message = "is base_url itself: a drill would change what customers use. Write another.";
    return [["rehearsal_base_url", message]];
  }
  if (url !== undefined && token === undefined && kind !== "http") {
    const message = `needs a token of its own, for the other is never sent there. Add rehearsal_token: \${VARIABLE}.`;
    return [["rehearsal_base_url", message]];
  }
  return [];
}

/** On this machine, as the sample shop is, nothing has to be proved. */
function emptySecrets(connection: ConnectionFile): readonly KeyFault[] {
  if (isLoopback(new URL(connection.base_url).hostname)) return [];
  const message = "the secret is empty. Set its variable.";
  return (["token", "password", "rehearsal_token"] as const).flatMap((key): KeyFault[] =>
    (connection as Readonly<Record<string, unknown>>)[key] === "" ? [[key, message]] : [],
  );
}
